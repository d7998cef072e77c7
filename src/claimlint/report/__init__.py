"""Reports: one module per output format; renderers compute no positions and do no I/O."""

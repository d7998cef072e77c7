"""Changes to copy: rewrites put in the place of claims, and comments that waive them.

A change is a few characters of the source and what stands there afterwards; nothing else of a file is touched. Whether
a change says what it should is never taken on trust: the changed file is read and judged anew before it counts.
"""

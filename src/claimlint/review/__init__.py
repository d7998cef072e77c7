"""Findings written back into the document that they are about, beside the words.

Everything of the package that is not about the findings stays byte for byte as it was.
"""

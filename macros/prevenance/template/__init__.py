"""A letter compiled: segments, what fills them, how an answer is escaped, how a file is packed.

A renderer turns a Letter into segments once; filling alternates literals and escaped answers, as
often as there are customers. As JSON, segments are plain strings and arrays, so the browser fills
the very same ones.
"""

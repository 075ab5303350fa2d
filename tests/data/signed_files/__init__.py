"""Files for every condition of an upload and of a signature, made anew by `python -m` this package.

Nothing here comes from a signing library but the arithmetic of keys: PDF, CMS and time stamps are
written object by object, so that a forged file is forged exactly where its name says, and so that
the files do not share the habits of the library that judges them. The same bytes come out again.

- `writing`: a PDF, revision by revision; `papers`: what stands on its pages;
- `pki`, `certificates`: the throw-away hierarchy, its keys under `keys/`;
- `cms`, `signing`: signatures and time stamps;
- `verdicts`: what must be said of every file, and why.
"""

"""The functions of pdfium that are called for every line and every object of a page.

pypdfium2's own bindings look at the type of each argument of each call, which takes longer than most of these calls
themselves. Here a page or text page goes in as pypdfium2 gave it, an object as the number of its address, and a place
for a result as a `ctypes.byref`. What goes in wrongly is not noticed, so nothing else may be passed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


def _function(bound: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The function behind one of pypdfium2's, its arguments passed on as they are unless `arguments` are told."""
    address = ctypes.cast(bound, ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


# Of a text page: how many characters it has; the place of one of them in the text; the text from one of them on, so
# many, into a place for two bytes each and two more; how many runs so many are made of, and then the left, top, right
# and bottom of each run; the left, right, bottom and top of a character, its code, the address of the object that draws
# it.
count_letters = _function(pdfium.FPDFText_CountChars, ctypes.c_int)
place_in_text = _function(pdfium.FPDFText_GetTextIndexFromCharIndex, ctypes.c_int)
text_of = _function(pdfium.FPDFText_GetText, ctypes.c_int)
count_runs = _function(pdfium.FPDFText_CountRects, ctypes.c_int)
run_sides = _function(pdfium.FPDFText_GetRect, ctypes.c_int)
letter_sides = _function(pdfium.FPDFText_GetCharBox, ctypes.c_int)
letter_code = _function(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
object_of_letter = _function(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)

# Of a page: the address of an object; of an object: what it is, its font, its left, bottom, right and top.
object_at = _function(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
kind_of = _function(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
font_of = _function(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
object_sides = _function(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, *[ctypes.c_void_p] * 5)

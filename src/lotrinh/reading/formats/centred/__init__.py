"""Tables that plain text keeps by spaces where the cells stand in the middle of their rows, as converters that keep
the look of a page leave them:

                                               Cơ quan     Thời hạn
    TT              Nhiệm vụ
                                               chủ trì     thực hiện
         Rà soát, hoàn thiện quy định về       Sở Tư
    1    bảo vệ môi trường làng nghề                       2026 - 2027
                                               pháp
         trên địa bàn

`tables` finds them, over page ends too; `rows` tells which lines are one row: those around its number, as many above
as below; `columns` cuts the lines of a row into cells, near where the rows of the page part.
"""

from lotrinh.reading.formats.centred.tables import CentredTables, Found

__all__ = ["CentredTables", "Found"]

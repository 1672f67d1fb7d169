"""Writes a CSV file as the workbook that Excel would save: one sheet, shared strings."""

import csv
import sys
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def column(index):
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def main(source, target):
    strings = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "_rels/.rels",
            f'{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{TYPES}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><sheets>'
            '<sheet name="Danh mục" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{TYPES}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            f'Type="{TYPES}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            with open(source, encoding="utf-8-sig", newline="") as file:
                for number, row in enumerate(csv.reader(file), 1):
                    cells = []
                    for index, text in enumerate(row):
                        if text:
                            place = strings.setdefault(text, len(strings))
                            cells.append(
                                f'<c r="{column(index)}{number}" t="s"><v>{place}</v></c>')
                    sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'{HEAD}<sst xmlns="{MAIN}">'.encode())
            for text in strings:
                part.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            part.write(b"</sst>")


main(sys.argv[1], sys.argv[2])

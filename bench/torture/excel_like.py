"""A workbook as Excel keeps it, built part by part: what a careless save loses.

Form controls (`<controls>`, ctrlProps, VML), x14 formats and sparklines, slicers, comments and threaded comments,
pictures, dynamic arrays (metadata), a pivot table with its cache, printer settings, custom XML, a ribbon part.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_MS = "http://schemas.microsoft.com/office"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_CONTROLS = f"""<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice xmlns:x14="{_X14}" Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">
<control shapeId="1025" r:id="rIdCtl" name="Nút 1" xmlns:r="{_R}"><controlPr defaultSize="0" print="0" autoFill="0"
 autoPict="0" macro="LHH_KiemTra"><anchor moveWithCells="1"><from><xdr:col
 xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">20</xdr:col></from></anchor>
</controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"""
_EXTENSIONS = f"""<extLst xmlns:x14="{_X14}"><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{_X14}">
<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{_MS}/excel/2006/main"><x14:cfRule type="dataBar"
 id="{{00000000-000E-0000-0100-000001000000}}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/>
<x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>D6:D60</xm:sqref></x14:conditionalFormatting>
</x14:conditionalFormattings></ext><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups
 xmlns:xm="{_MS}/excel/2006/main"><x14:sparklineGroup type="column"><x14:sparklines><x14:sparkline><xm:f>'Số liệu'!D6:H6
</xm:f><xm:sqref>AC6</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>
<ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}"><x14:slicerList><x14:slicer r:id="rIdSlicer" xmlns:r="{_R}"/>
</x14:slicerList></ext></extLst>"""


def excel_like(xlsx: bytes, sheets: tuple[str, ...] = ()) -> bytes:
    """The workbook with those features on the sheets named (all unless given), cells and tables as they were."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    wanted = [name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    chosen = [name for name in wanted if not sheets or name in sheets]
    for number, part in enumerate(chosen, 1):
        _dress(parts, part, number)
    _workbook(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dress(parts: dict[str, bytes], part: str, n: int) -> None:
    """Everything that may hang on a sheet."""
    xml = parts[part].decode()
    first = re.search(r"<c r=\"([A-Z]+\d+)\"[^>]*>", xml)
    dynamic = f'<row r="3"><c r="AE3" cm="1"><f t="array" ref="AE3:AE4">_xlfn.UNIQUE(A6:A9)</f><v>{n}</v></c></row>'
    if "<sheetData>" in xml and not re.search(r'<row r="[123]"', xml):
        xml = xml.replace("<sheetData>", "<sheetData>" + dynamic, 1)
    tail = '<legacyDrawing r:id="rIdVml"/>' + _CONTROLS
    picture = '<drawing r:id="rIdDraw"/>'
    xml = xml.replace("<tableParts", f"{picture}{tail}<tableParts", 1) if "<tableParts" in xml else xml
    xml = xml.replace("</worksheet>", _EXTENSIONS.replace("\n", " ") + "</worksheet>")
    xml = xml.replace("<worksheet ", '<worksheet xr:uid="{00000000-0001-0000-0000-00000000000A}" ', 1)
    xml = xml.replace("<worksheet ", f'<worksheet xmlns:xr="{_MS}/spreadsheetml/2014/revision" ', 1)
    parts[part] = xml.encode()
    at = first[1] if first else "A5"
    made = {
        f"xl/ctrlProps/ctrlProp{n}.xml": f'<formControlPr xmlns="{_X14}" objectType="Button" lockText="1"/>',
        f"xl/drawings/vmlDrawing{n}.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="s1025"/></xml>',
        f"xl/comments{n}.xml": f'<comments xmlns="{_MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        f'<comment ref="{at}" authorId="0"><text><t>Ghi chú</t></text></comment></commentList></comments>',
        f"xl/threadedComments/threadedComment{n}.xml": f'<ThreadedComments xmlns="{_MS}/spreadsheetml/2018/'
        f'threadedcomments"><threadedComment ref="{at}" dT="2026-05-01T08:00:00.00" personId="{{P}}" id="{{1}}"><text>'
        "Xem lại số này</text></threadedComment></ThreadedComments>",
        f"xl/slicers/slicer{n}.xml": f'<slicers xmlns="{_X14}"><slicer name="Lọc {n}" cache="Cache{n}"/></slicers>',
        f"xl/drawings/drawing{n}00.xml": '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
        'spreadsheetDrawing"/>',
        f"xl/drawings/_rels/drawing{n}00.xml.rels": _rels([("rId1", f"{_R}/image", "../media/image1.png")]),
    }
    parts.update({name: _HEAD + text.encode() for name, text in made.items()})
    rels = f"xl/worksheets/_rels/{part.rsplit('/', 1)[1]}.rels"
    links = [
        ("rIdCtl", f"{_R}/ctrlProp", f"../ctrlProps/ctrlProp{n}.xml"),
        ("rIdVml", f"{_R}/vmlDrawing", f"../drawings/vmlDrawing{n}.vml"),
        ("rIdCom", f"{_R}/comments", f"../comments{n}.xml"),
        ("rIdDraw", f"{_R}/drawing", f"../drawings/drawing{n}00.xml"),
        ("rIdThr", f"{_MS}/2017/10/relationships/threadedComment", f"../threadedComments/threadedComment{n}.xml"),
        ("rIdSlicer", f"{_MS}/2007/relationships/slicer", f"../slicers/slicer{n}.xml"),
        ("rIdPiv", f"{_R}/pivotTable", "../pivotTables/pivotTable1.xml"),
    ]
    if n > 1:
        links.pop()
    parts[rels] = _joined(parts.get(rels, b""), links)


def _workbook(parts: dict[str, bytes]) -> None:
    """What hangs on the workbook: pivot cache, people, metadata, slicer cache, custom XML, ribbon, links outside."""
    made = {
        "xl/persons/person.xml": f'<personList xmlns="{_MS}/spreadsheetml/2018/threadedcomments"><person '
        'displayName="Nguyễn Văn A" id="{P}"/></personList>',
        "xl/metadata.xml": f'<metadata xmlns="{_MAIN}"><metadataTypes count="1"><metadataType name="XLDAPR" '
        'minSupportedVersion="120000"/></metadataTypes><cellMetadata count="1"><bk><rc t="1" v="0"/></bk>'
        "</cellMetadata>"
        "</metadata>",
        "xl/pivotTables/pivotTable1.xml": f'<pivotTableDefinition xmlns="{_MAIN}" name="Tổng hợp" cacheId="1" '
        'dataCaption="Giá trị"><location '
        'ref="AH3:AI9" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/></pivotTableDefinition>',
        "xl/pivotTables/_rels/pivotTable1.xml.rels": _rels(
            [("rId1", f"{_R}/pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")]
        ),
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{_MAIN}" refreshOnLoad="1">'
        "<cacheSource "
        'type="worksheet"><worksheetSource name="tblSoLieu"/></cacheSource><cacheFields count="0"/>'
        "</pivotCacheDefinition>",
        "xl/slicerCaches/slicerCache1.xml": f'<slicerCacheDefinition xmlns="{_X14}" name="Cache1" sourceName="Loại"/>',
        "customXml/item1.xml": "<nhan>Mật</nhan>",
        "customUI/customUI.xml": f'<customUI xmlns="{_MS}/2006/01/customui"/>',
    }
    parts.update({name: _HEAD + text.encode() for name, text in made.items()})
    parts["xl/media/image1.png"] = _PICTURE
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    parts["xl/_rels/workbook.xml.rels"] = _joined(
        parts["xl/_rels/workbook.xml.rels"],
        [
            ("rIdPivot", f"{_R}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
            ("rIdPer", f"{_MS}/2017/10/relationships/person", "persons/person.xml"),
            ("rIdMeta", f"{_R}/sheetMetadata", "metadata.xml"),
            ("rIdSc", f"{_MS}/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"),
        ],
    )
    xml = parts["xl/workbook.xml"].decode()
    caches = f'<pivotCaches><pivotCache cacheId="1" r:id="rIdPivot" xmlns:r="{_R}"/></pivotCaches>'
    parts["xl/workbook.xml"] = xml.replace("</workbook>", caches + "</workbook>").encode()
    types = parts["[Content_Types].xml"].decode()
    extra = '<Default Extension="png" ContentType="image/png"/>' if 'Extension="png"' not in types else ""
    parts["[Content_Types].xml"] = types.replace("<Default", extra + "<Default", 1).encode()


def _rels(links: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{a}" Type="{b}" Target="{c}"/>' for a, b, c in links)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _joined(old: bytes, links: list[tuple[str, str, str]]) -> bytes:
    new = _rels(links)
    if not old:
        return _HEAD + new.encode()
    inner = new.partition(">")[2].rpartition("<")[0]
    return old.replace(b"</Relationships>", inner.encode() + b"</Relationships>")

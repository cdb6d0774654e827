use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// What a file holds as a table, a line for each part, and the findings about it.
fn read_file(file: &TableFile, sources: &Sources, sheet: Option<&str>, columns: &[&str]) -> (Option<Table>, Vec<String>) {
    let columns: Vec<String> = columns.iter().map(|it| (*it).to_owned()).collect();
    let path = SitePath::new("content/2568/items/o16/x.csv").expect("inside");
    let mut sink = Sink::default();
    let at = |_: &str| sources.span(sources.iter().next().expect("a text").0, 0..0);
    let table = read(file, &path, &Wish { sheet, columns: &columns, at: &at }, sources, &mut sink);
    let said = |it: crate::diag::Diagnostic| {
        let at = it.position(sources).1.map_or(String::new(), |at| format!("{}:{} ", at.line, at.column));
        format!("{at}{} {}", it.rule, it.message.en)
    };
    (table, sink.sorted(sources).into_iter().map(said).collect())
}

fn text(text: &str) -> (Option<Table>, Vec<String>) {
    text_columns(text, &[])
}

fn text_columns(text: &str, columns: &[&str]) -> (Option<Table>, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add(SitePath::new("x.csv").expect("inside"), text.to_owned());
    read_file(&TableFile::Text { text: file, is_utf8: true }, &sources, None, columns)
}

fn workbook(bytes: Vec<u8>, sheet: Option<&str>) -> (Option<Table>, Vec<String>) {
    let mut sources = Sources::default();
    sources.add(SitePath::new("o16.md").expect("inside"), "");
    read_file(&TableFile::Workbook(bytes), &sources, sheet, &[])
}

/// A workbook of one sheet.
fn sheet(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("สถิติ").expect("a name")).expect("cells");
    book.save_to_buffer().expect("a workbook")
}

fn lines(table: Option<Table>) -> Vec<String> {
    let Table { titles, columns, rows, total, notes, .. } = table.expect("a table");
    let row = |row: &Vec<Value>| row.iter().map(Value::plain).collect::<Vec<_>>().join("|");
    let head = columns.iter().map(|it| format!("{}:{}", it.name, it.kind.id())).collect::<Vec<_>>().join("|");
    let body = rows.iter().map(row);
    let ends = total.iter().map(|it| format!("= {}", row(it))).chain(notes.into_iter().map(|it| format!("* {it}")));
    titles.into_iter().map(|it| format!("# {it}")).chain([head]).chain(body).chain(ends).collect()
}

/// Reads a text without a finding.
fn clean(written: &str) -> Vec<String> {
    let (table, found) = text(written);
    assert_eq!(found, Vec::<String>::new(), "{written}");
    lines(table)
}

#[test]
fn columns_are_what_all_their_cells_are() {
    assert_eq!(
        clean("เดือน,คน,\"งบ (บาท)\",ร้อยละ,วันที่,หมายเหตุ\nต.ค. 2567,๔๒,\"1,250.50\",93.4%,1/10/2567,ก\nพ.ย. 2567,-,0,96%,,\"ข, \"\"ค\"\"\"\n"),
        [
            "เดือน:text|คน:number|งบ (บาท):number|ร้อยละ:number|วันที่:date|หมายเหตุ:text",
            "ต.ค. 2567|42|1250.5|93.4|2024-10-01|ก",
            "พ.ย. 2567||0|96||ข, \"ค\"",
        ]
    );
    assert_eq!(clean("ก;ข\nx;1\ny;ไม่มี\n"), ["ก:text|ข:text", "x|1", "y|ไม่มี"], "a mixture is words");
    assert_eq!(clean("ก\tข\nx\t1,000\ny\t2,000\n"), ["ก:text|ข:number", "x|1000", "y|2000"]);
    assert_eq!(clean("ก,ข\r\n1,\r\n2,\r\n"), ["ก:number|ข:text", "1|", "2|"]);
    assert_eq!(clean("ก\n1\n2"), ["ก:number", "1", "2"]);
}

#[test]
fn numbers_that_name_are_not_counted() {
    for (head, cells, kind) in [
        ("ลำดับที่", ["1", "2"], Kind::Code),
        ("ที่", ["1", "2"], Kind::Code),
        ("ปีงบประมาณ", ["2567", "2568"], Kind::Code),
        ("พ.ศ.", ["๒๕๖๗", "๒๕๖๘"], Kind::Code),
        ("รอบ", ["2567", "2568"], Kind::Code),
        ("รหัสโครงการ", ["67119", "67120"], Kind::Code),
        ("หมู่ที่", ["1", "12"], Kind::Code),
        ("หมู่ที่ 1", ["1", "12"], Kind::Number),
        ("จำนวนรายปี", ["12", "3500"], Kind::Number),
        ("ปี 2567", ["2100", "2300"], Kind::Number),
        ("โทรศัพท์", ["12", "30"], Kind::Number),
        ("โทรศัพท์", ["034702840", "034702841"], Kind::Text),
    ] {
        let (table, _) = text(&format!("{head},ก\n{},x\n{},y\n", cells[0], cells[1]));
        assert_eq!(table.expect("a table").columns[0].kind, kind, "{head}");
    }
}

#[test]
fn what_stands_around_a_table_is_told_from_it() {
    let written =
        "สถิติการให้บริการ,,\nหน่วย: ครั้ง,,\n,,\nเดือน,ภาษี,รวม\nต.ค.,1,2\n,,\nพ.ย.,3,4\nรวม 2 เดือน,4,6\nหมายเหตุ: นับทุกช่องทาง,,\nที่มา: กองคลัง,,\n";
    let expected = [
        "# สถิติการให้บริการ",
        "# หน่วย: ครั้ง",
        "เดือน:text|ภาษี:number|รวม:number",
        "ต.ค.|1|2",
        "พ.ย.|3|4",
        "= รวม 2 เดือน|4|6",
        "* หมายเหตุ: นับทุกช่องทาง",
        "* ที่มา: กองคลัง",
    ];
    assert_eq!(clean(written), expected);
    for (name, is_total) in [
        ("รวม", true),
        ("รวมทั้งสิ้น (บาท)", true),
        ("ยอดรวม:", true),
        ("Total", true),
        ("รวม๖เดือน", true),
        ("รวมพลังจิตอาสา", false),
        ("กองคลัง", false),
    ] {
        assert_eq!(build::is_total(name), is_total, "{name}");
    }
}

#[test]
fn faults_are_told_where_they_are() {
    for (written, expected) in [
        ("", "1:1 bad-table the table has no rows below its head"),
        ("ก,ข\n", "1:1 bad-table the table has no rows below its head"),
        ("ก,ข\nรวม,1\n", "1:1 bad-table the table has no rows below its head"),
        ("ก,ข,ค\nx,1\n", "2:1 ragged-row this row has 2 fields, the head of the table 3"),
        ("ก,ข\nx,1,250\n", "2:5 ragged-row this row has 3 fields, the head of the table 2"),
        ("ก,ข,ข \nx,1,2\n", "1:5 duplicate-header more than one column is called `ข`"),
        ("ก,,ข\nx,5,1\n", "2:3 unnamed-column the column of this cell has no name"),
        ("ก,ข\nx,#REF!\n", "2:3 formula-without-value this cell shows the fault `#REF!`"),
        ("ก,ข\nx,#####\n", "2:3 formula-without-value this cell shows the fault `#####`"),
    ] {
        assert_eq!(text(written).1, [expected], "{written}");
    }
    for fine in [",ข\nx,1\n", "ก,ข,,\nx,1,,\n", "ก,ข,,\nx,1\n", "ก,ข\nx,1,,,\n", "ก,ข\nx,#1\n"] {
        clean(fine);
    }
}

#[test]
fn columns_are_chosen_by_name() {
    let (table, found) = text_columns("เดือน,ภาษี,#\nต.ค.,1,#REF!\n", &["ภาษี ", "เดือน", "ภาษี"]);
    assert_eq!((table.expect("a table").shown, found), (vec![1, 0], Vec::new()), "what is not shown is not judged");
    let (table, found) = text_columns("เดือน,ภาษี\nต.ค.,1\n", &["ภาษ"]);
    assert_eq!((table.expect("a table").shown, found), (vec![0, 1], vec!["1:1 unknown-column the table has no column `ภาษ`".to_owned()]));
}

#[test]
fn too_large_tables_are_cut() {
    let (table, found) = text(&format!("ก,ข\n{}", "x,1\n".repeat(2_500)));
    let table = table.expect("a table");
    assert_eq!((table.rows.len(), table.n_rows, table.is_cut(), table.sum(1), table.series()), (2_000, 2_500, true, None, None));
    assert_eq!(found, ["table-too-large the table has 2500 rows; the page shows the first 2000"]);
    let (table, found) = text(&format!("{}\n{}\n", "ก,".repeat(60), "1,".repeat(60)).replace("ก,", "ก"));
    assert!(table.is_none() && found.len() == 1, "a single field is no head: {found:?}");
    let heads: String = (0..60).map(|it| format!("ก{it},")).collect();
    let (table, found) = text(&format!("{heads}\n{}\n", "1,".repeat(60)));
    assert_eq!((table.expect("a table").shown.len(), found.len()), (40, 1), "{found:?}");
    // Words that no page can carry.
    let (table, _) = text(&format!("ก,ข\n{}", format!("{},1\n", "ยาว".repeat(20_000)).repeat(20)));
    assert!(table.expect("a table").is_cut());
}

#[test]
fn sheets_are_read_as_they_are_seen() {
    let bytes = sheet(|it| {
        let [date, thai, percent, money] =
            ["d/m/yyyy", "[$-107041E]d mmm yyyy", "0.0%", "#,##0.00"].map(|it| Format::new().set_num_format(it));
        it.merge_range(0, 0, 0, 5, "สถิติ ปี 2568", &Format::new())?;
        for (n, name) in (0..).zip(["รายการ", "วันที่", "ร้อยละ", "เงิน (บาท)", "ลับ", "จำนวน"])
        {
            it.write(1, n, name)?;
        }
        it.write(2, 0, "ก")?.write_with_format(2, 1, ExcelDateTime::from_ymd(2025, 4, 18)?, &date)?;
        it.write_with_format(2, 2, 0.934, &percent)?.write_with_format(2, 3, 1234.5, &money)?.write(2, 4, "x")?;
        it.write_formula(2, 5, Formula::new("=1+1").set_result("2"))?;
        // 18/4/2568, typed as such; a number that is written as words; a row that is hidden.
        it.write(3, 0, "ข")?.write_with_format(3, 1, 244_092, &thai)?.write(3, 3, "1,000")?.write(3, 5, 3)?;
        let month = Format::new().set_num_format("mmm-yy");
        it.write(1, 6, "เดือน")?.write_with_format(2, 6, ExcelDateTime::from_ymd(2024, 10, 1)?, &month)?.write(3, 6, "พ.ย. 2567")?;
        it.write(4, 0, "ซ่อน")?.write(4, 5, 100)?.set_row_hidden(4)?.set_column_hidden(4)?;
        it.write(5, 0, "รวม")?.write(5, 5, 5)?;
        Ok(())
    });
    let (table, found) = workbook(bytes, None);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        lines(table),
        [
            "# สถิติ ปี 2568",
            "รายการ:text|วันที่:date|ร้อยละ:number|เงิน (บาท):number|จำนวน:number|เดือน:text",
            "ก|2025-04-18|93.4|1234.5|2|ต.ค. 2567",
            "ข|2025-04-18||1000|3|พ.ย. 2567",
            "= รวม||||5|",
        ]
    );
}

#[test]
fn faults_of_sheets_are_told_by_cell() {
    let bytes = sheet(|it| {
        it.write(0, 0, "ก")?.write(0, 1, "ข")?.write(0, 2, "ข")?.write(1, 0, "x")?.write(1, 4, "นอกตาราง")?;
        it.write_formula(1, 1, Formula::new("=1+1").set_result(""))?.write(1, 2, 1)?;
        Ok(())
    });
    assert_eq!(
        workbook(bytes, None).1,
        ["duplicate-header สถิติ!C1: more than one column is called `ข`", "unnamed-column สถิติ!E2: the column of this cell has no name",]
    );
    let bytes = sheet(|it| {
        it.write(0, 0, "ก")?.write(0, 1, "ข")?.write(1, 1, 1)?.write(2, 1, 2)?;
        it.merge_range(1, 0, 2, 0, "x", &Format::new()).map(|_| ())
    });
    assert_eq!(workbook(bytes, None).1, ["merged-cells สถิติ!A2:A3: cells of the table are merged"]);
    assert_eq!(workbook(sheet(|_| Ok(())), None).1, ["bad-table สถิติ: the table has no rows below its head"]);
    let (_, found) = workbook(sheet(|_| Ok(())), Some("สถติ"));
    assert_eq!(found, ["1:1 unknown-sheet the workbook has no sheet `สถติ`"]);
    assert_eq!(
        workbook(b"PK\x03\x04 not really".to_vec(), None).1,
        ["bad-table this workbook cannot be read; it may be damaged, or too large"]
    );
}

/// A workbook by hand: one sheet, with these rows and what stands after them.
fn by_hand(before: &str, rows: &str, after: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let sheet = format!("<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>");
    let own = [
        ("xl/workbook.xml", "<workbook><sheets><sheet name='ก' sheetId='1' r:id='r1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>"),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    for (name, part) in own.iter().chain(more) {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(part.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

const HEAD: &str = "<row><c t='inlineStr'><is><t>ก</t></is></c><c t='inlineStr'><is><r><t>ข</t></r><r><t> (บาท)</t></r></is></c></row>";

#[test]
fn sheets_of_other_programs_are_read() {
    let rows = format!(
        "{HEAD}<row r='3'><c r='A3' t='str'><f>A1</f><v>x</v></c><c r='B3'><v>1.5E3</v></c></row><row r='4'><c r='A4' t='b'><v>1</v></c><c r='B4' s='9'/></row>"
    );
    let (table, found) = workbook(by_hand("", &rows, "", &[]), None);
    assert_eq!((lines(table), found), (vec!["ก:text|ข (บาท):number".into(), "x|1500".into(), "TRUE|".into()], Vec::new()));
    let rows = format!("{HEAD}<row r='2'><c r='A2' t='e'><v>#N/A</v></c><c r='B2'><f>SUM(B1)</f></c></row>");
    assert_eq!(
        workbook(by_hand("", &rows, "", &[]), None).1,
        [
            "formula-without-value ก!A2: this cell shows the fault `#N/A`",
            "formula-without-value ก!B2: the formula in this cell has no result",
        ]
    );
}

#[test]
fn hostile_sheets_end_soon_and_small() {
    // Many cells that all say one long text.
    let long = format!("<sst><si><t>{}</t></si></sst>", "ย".repeat(30_000));
    let cells = "<c t='s'><v>0</v></c>".repeat(300);
    let rows = format!("{HEAD}{}", format!("<row>{cells}</row>").repeat(200));
    let (table, _) = workbook(by_hand("", &rows, "", &[("xl/sharedStrings.xml", &long)]), None);
    assert!(table.is_none_or(|it| it.is_cut()));
    // Columns that are hidden again and again, cells far out, merged ones without end, numbers that are none.
    let hidden = format!("<cols>{}</cols>", "<col min='1' max='16384' hidden='1'/>".repeat(10_000));
    assert!(workbook(by_hand(&hidden, HEAD, "", &[]), None).0.is_none());
    let far =
        format!("{HEAD}<row r='99999999999999999999'><c r='ZZZZZ1'><v>1</v></c><c r='B2'><v>NaN</v></c><c r='A1'><v>1e999</v></c></row>");
    let merged = format!("<mergeCells>{}</mergeCells>", "<mergeCell ref='A1:XFD1048576'/>".repeat(20_000));
    let (table, found) = workbook(by_hand("", &far, &merged, &[]), None);
    assert_eq!((table.expect("a table").rows.len(), found.len()), (1, 1));
}

#[test]
fn only_what_can_be_added_is_added() {
    let written = "เดือน,ใช้จ่าย (บาท),สะสม (บาท),ร้อยละ,ระดับ (1–5),คน,ว่าง\nต.ค.,1.25,1,50,1,3,-\nพ.ย.,2.50,3,60,2,4,1\n";
    let table = text(written).0.expect("a table");
    let sums: Vec<Option<f64>> = (0..7).map(|it| table.sum(it)).collect();
    assert_eq!(sums, [None, Some(3.75), None, None, None, Some(7.0), None]);
    assert!(!table.has_subtotals());
    assert!(text("ก,ข\nx,1\nรวมไตรมาส 1,1\ny,2\n").0.is_some_and(|it| !it.has_subtotals()), "not a whole word");
    assert!(text("ก,ข\nx,1\nรวม,1\ny,2\n").0.is_some_and(|it| it.has_subtotals()));
}

#[test]
fn what_is_drawn_has_one_unit() {
    for (written, names, numbers, is_time) in [
        ("เดือน,ภาษี,ไฟฟ้า\nต.ค. 2567,1,2\nพ.ย. 2567,3,4\n", 0, &[1, 2][..], true),
        ("เดือน,ภาษี,รวม\nต.ค. 2567,1,2\nพ.ย. 2567,3,4\n", 0, &[2], true),
        ("ลำดับ,โครงการ,งบ (บาท),คน\n1,ก,1,2\n2,ข,3,4\n", 1, &[2], false),
        ("ปี,ชาย (คน),หญิง (คน),งบ (บาท)\n2567,1,2,3\n2568,3,4,5\n", 0, &[1, 2], true),
        ("เดือน,ใช้จ่าย (บาท),สะสม (บาท)\nต.ค.,1,1\nพ.ย.,2,3\n", 0, &[1], true),
        ("ก,ข,ค,ง,จ\nx,1,2,3,4\ny,1,2,3,4\n", 0, &[1, 2, 3], false),
        ("ก,ชาย,หญิง,ร้อยละของทั้งหมด\nx,1,2,30\ny,3,4,70\n", 0, &[1, 2], false),
    ] {
        let found = text(written).0.and_then(|it| it.series());
        assert_eq!(found, Some(series::Series { names, numbers: numbers.to_vec(), is_time }), "{written}");
    }
    for written in ["ก,ข\nx,y\nz,w\n", "ก,ข\nx,1\n", "ก,ข\n1,2\n3,4\n", "ก,ข\nx,1\ny,-\n"] {
        assert_eq!(text(written).0.and_then(|it| it.series()), None, "{written}");
    }
}

#[test]
fn units_stand_at_the_end_of_names() {
    let unit = |name: &str, is_percent| Column { name: name.into(), kind: Kind::Number, decimals: 0, is_percent }.unit().map(str::to_owned);
    assert_eq!(unit("ใช้จ่าย (บาท)", false).as_deref(), Some("บาท"));
    assert_eq!(unit("ใช้จ่าย", true).as_deref(), Some("%"));
    assert_eq!([unit("ใช้จ่าย", false), unit("ระดับ (1–5)", false), unit("ก ()", false), unit("(ก) ข", false)], [const { None }; 4]);
}

/// Texts put together of pieces, the same ones in every run.
fn mixtures(pieces: &[&str], count: usize) -> Vec<String> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("small")
    };
    (0..count).map(|_| (0..next(60)).map(|_| pieces[next(pieces.len())]).collect()).collect()
}

/// What always holds of a table, and whatever is asked of it ends.
fn check_whole(table: Option<Table>, written: &str) {
    let Some(table) = table else { return };
    let fits = |row: &Vec<Value>| row.len() == table.columns.len();
    assert!(!table.rows.is_empty() && table.rows.iter().chain(&table.total).all(fits), "{written}");
    assert!(table.shown.iter().all(|it| *it < table.columns.len()) && table.n_rows >= table.rows.len(), "{written}");
    let drawn = table.series().map_or(Vec::new(), |it| [vec![it.names], it.numbers].concat());
    assert!(drawn.iter().all(|it| table.shown.contains(it)), "{written}");
    assert!((0..table.columns.len()).filter_map(|it| table.sum(it)).all(f64::is_finite), "{written}");
}

#[test]
fn any_text_is_a_table_or_none() {
    let pieces = [
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\"",
        "ก",
        "รวม",
        "เดือน",
        "1",
        "๒,๐๐๐",
        "-5",
        "(3)",
        "7%",
        "#REF!",
        "18 เม.ย. 2568",
        "ต.ค.",
        " ",
        "หมายเหตุ",
        "999999999999999",
        "\u{FEFF}",
        "\0",
    ];
    for written in mixtures(&pieces, 2_000) {
        check_whole(text(&written).0, &written);
    }
}

#[test]
fn any_sheet_is_a_table_or_none() {
    let pieces = [
        "<row>",
        "</row>",
        "<row r='2'>",
        "<row r='2' hidden='1'>",
        "<row/>",
        "<c>",
        "</c>",
        "<c r='B1'>",
        "<c r='A3' t='str'>",
        "<c t='s'>",
        "<c t='e'>",
        "<c t='b'>",
        "<c t='d'>",
        "<v>1</v>",
        "<v>ก</v>",
        "<v>-1e300</v>",
        "<v>",
        "</v>",
        "<f>A1</f>",
        "<f/>",
        "<is><t>ข</t></is>",
        "<c r='ZZZ9'><v>1</v></c>",
        "<c><v>5</v></c>",
        "<c t='str'><v>รวม</v></c>",
    ];
    let strings = [("xl/sharedStrings.xml", "<sst><si/><si><t>ค</t></si></sst>")];
    let mut n_tables = 0;
    for written in mixtures(&pieces, 500) {
        let (table, _) = workbook(by_hand("", &written, "<mergeCell ref='A1:B2'/><mergeCell ref=':'/>", &strings), None);
        n_tables += usize::from(table.is_some());
        check_whole(table, &written);
    }
    // Whole cells, so that most of them can be read.
    let cells = [
        "</row><row>",
        "</row><row hidden='1'>",
        "<c><v>5</v></c>",
        "<c t='s'><v>1</v></c>",
        "<c t='s'><v>9</v></c>",
        "<c t='e'><v>#N/A</v></c>",
        "<c t='b'><v>0</v></c>",
        "<c t='d'><v>2025-04-18</v></c>",
        "<c><f>A1</f></c>",
        "<c><v>-1e300</v></c>",
        "<c r='ZZZ9'><v>1</v></c>",
        "<c r='A1' t='str'><v>รวม</v></c>",
        "<c s='7'><v>0.5</v></c>",
    ];
    for written in mixtures(&cells, 500) {
        let (table, _) = workbook(by_hand("", &format!("<row>{written}</row>"), "", &strings), None);
        n_tables += usize::from(table.is_some());
        check_whole(table, &written);
    }
    assert!(n_tables > 200, "only {n_tables} of them were tables");
}

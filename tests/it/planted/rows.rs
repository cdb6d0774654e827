//! The table: what is planted, and what must be found.
//!
//! By the group of the rule, in the order in which `check` documents them. The numbers of citizens are nobody's: no province is 99.

use super::Edit::{Add, Change, Copy, Pdf, Remove, Rename, Save};
use super::{Build, Row, fault, twin};

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    // structure
    fault("A value that the key does not know", &[Change("o30/index.md", "status: done", "status: finished")], "bad-front-matter", "o30/index.md:4"),
    twin("The same value in quotes", &[Change("o30/index.md", "status: done", "status: \"done\"")]),
    fault("The line that ends the head is lost", &[Change("o08.md", "---\nกระดาน", "กระดาน")], "bad-front-matter", "o08.md:1"),
    twin("A line across the text below the head", &[Change("o08.md", "---\nกระดาน", "---\n---\nกระดาน")]),
    fault("The head of a page with attachments is no YAML", &[Change("o30/index.md", "progress: จัด", "progress: \"จัด")], "bad-front-matter", "o30/index.md:7"),
    twin("Quotes inside a value", &[Change("o30/index.md", "progress: จัดเวทีประชาคม", "progress: จัด \"เวทีประชาคม\"")]),
    fault("Neither yes nor no", &[Change("../year.yaml", "internal_tracking: true", "internal_tracking: maybe")], "bad-yaml", "../year.yaml:2"),
    twin("A remark behind a value", &[Change("../year.yaml", "internal_tracking: true", "internal_tracking: true   # ใช้ชุดข้อของปี 2566")]),
    fault("A year's file is no YAML", &[Change("../year.yaml", "report:\n  title", "report:\n title: ก\n  title")], "bad-yaml", "../year.yaml:5"),
    twin("A year's file in another layout", &[Change("../year.yaml", "eit:\n  url: https://itas.nacc.go.th/go/eit/ex4mpl\n  closes: 2568-06-30", "eit: {url: https://itas.nacc.go.th/go/eit/ex4mpl, closes: 2568-06-30}")]),
    fault("A day that no month has", &[Change("o37/index.md", "2568-04-16", "2568-04-31")], "bad-date", "o37/index.md:5"),
    twin("A day in Thai digits with the month in letters", &[Change("o37/index.md", "2568-04-16", "๑๖ เม.ย. ๒๕๖๘")]),
    fault("A colour by its name", &[Change("../../site.yaml", "\"#5b3a8c\"", "purple")], "bad-value", "../../site.yaml:20"),
    twin("A colour in capital letters", &[Change("../../site.yaml", "\"#5b3a8c\"", "\"#5B3A8C\"")]),
    fault("A score above a hundred", &[Change("../year.yaml", "eit: 96.10", "eit: 961.0")], "bad-value", "../year.yaml:11"),
    twin("A score without its last nought", &[Change("../year.yaml", "eit: 96.10", "eit: 96.1")]),
    fault("A second file for an item", &[Add("o03/index.md", "---\nitem: O3\n---\n")], "duplicate-item", "o03/index.md:2"),
    twin("The file of an item has moved into a folder", &[Rename("o03.md", "o03/index.md")]),
    fault("The head names another item than the file", &[Change("o30/index.md", "item: O30", "item: O31")], "misfiled-item", "o30/index.md:2"),
    twin("The head names the item in Thai digits", &[Change("o30/index.md", "item: O30", "item: ๐๓๐")]),
    fault("A page where no page is read", &[Add("../notes.md", "บันทึกถึงเพื่อนร่วมงาน\n")], "misfiled-item", "../notes.md"),
    twin("A note to colleagues", &[Add("../README.md", "บันทึกถึงเพื่อนร่วมงาน\n")]),
    fault("A page in the code page of Thai Windows", &[Save("o30/index.md", in_windows_874)], "not-utf8", "o30/index.md:7"),
    twin("A page as Notepad saves it in UTF-8", &[Save("o30/index.md", in_notepad)]),
    fault("An element that the item does not have", &[Change("o30/index.md", "[outsiders, period]", "[outsider, period]")], "unknown-element", "o30/index.md:11"),
    twin("One element without brackets", &[Change("o30/index.md", "[outsiders]", "outsiders")]),
    fault("A key with a letter too few", &[Change("o30/index.md", "progress:", "progres:")], "unknown-field", "o30/index.md:7"),
    twin("A key that is left empty", &[Change("o30/index.md", "status: done", "status: done\nsigned_by:")]),
    fault("An item that nobody asks for", &[Add("o44.md", "---\nitem: O44\n---\n")], "unknown-item", "o44.md:2"),
    twin("A note among the items", &[Add("readme.md", "ข้อ O44 ไม่มีในชุดข้อของปีนี้\n")]),
    fault("A sub-indicator that the scheme does not have", &[Change("../measures/1.md", "\"9.4\"", "\"9.9\"")], "unknown-item", "../measures/1.md:4"),
    twin("A sub-indicator in Thai digits", &[Change("../measures/1.md", "\"9.4\"", "\"๙.๔\"")]),
    fault("An office by its name", &[Change("o30/index.md", "offices: [clerk]", "offices: [สำนักปลัด]")], "unknown-office", "o30/index.md:3"),
    twin("One office without brackets", &[Change("o30/index.md", "offices: [clerk]", "offices: clerk")]),
    fault("A level for a rule that there is not", &[Add("../../site.yaml", "rules: {mispelling: off}\n")], "unknown-rule", "../../site.yaml:34"),
    twin("A level for a rule", &[Add("../../site.yaml", "rules: {misspelling: off}\n")]),
    fault("A rule is switched off that must not be", &[Add("../../site.yaml", "rules: {lost-url: off}\n")], "unknown-rule", "../../site.yaml:34"),
    fault("A list of items that there is not", &[Change("../year.yaml", "oit-2566", "oit-2567")], "unknown-scheme", "../year.yaml:1"),
    twin("The name of the list in quotes", &[Change("../year.yaml", "oit-2566", "\"oit-2566\"")]),
    fault("A PDF as a table", &[Change("o17/index.md", "data: satisfaction.csv", "data: satisfaction.pdf")], "bad-table", "o17/index.md:15"),
    twin("A table with semicolons", &[Save("o17/satisfaction.csv", with_semicolons)]),
    fault("Two columns of a table have one name", &[Change("o16/service-statistics.csv", "แจ้งซ่อมไฟฟ้า", "ชำระภาษี")], "duplicate-header", "o16/service-statistics.csv:1"),
    twin("The names of two columns differ in their units", &[Change("o16/service-statistics.csv", "แจ้งซ่อมไฟฟ้า", "ชำระภาษี (บาท)")]),
    fault("A formula was never computed", &[Copy("tests/files/formulas.xlsx", "o24/hr-progress.xlsx"), Change("o24/index.md", "data: {", "data: {columns: [เดือน, ครั้ง], ")], "formula-without-value", "o24/hr-progress.xlsx"),
    twin("A formula in a column that is not shown", &[Copy("tests/files/formulas.xlsx", "o24/hr-progress.xlsx"), Change("o24/index.md", "data: {", "data: {columns: [เดือน], ")]),
    fault("The fault of a formula in a text", &[Change("o12/spending-monthly.csv", "840000", "#REF!")], "formula-without-value", "o12/spending-monthly.csv:7"),
    twin("A dash where there is no value", &[Change("o12/spending-monthly.csv", "840000", "-")]),
    fault("Merged cells in a table", &[Copy("tests/files/merged.xlsx", "o24/hr-progress.xlsx")], "merged-cells", "o24/hr-progress.xlsx"),
    twin("A merged title over a table", &[Copy("tests/sites/mixed/content/2568/items/o11/channels.xlsx", "o24/hr-progress.xlsx")]),
    fault("A number with a comma in a table of commas", &[Change("o12/spending-monthly.csv", "840000", "840,000")], "ragged-row", "o12/spending-monthly.csv:7"),
    twin("A number with a comma in quotes", &[Change("o12/spending-monthly.csv", "840000", "\"840,000\"")]),
    fault("A column that the table does not have", &[Change("o11/index.md", "งบประมาณ (บาท), เริ่ม", "งบประมาณ, เริ่ม")], "unknown-column", "o11/index.md:17"),
    twin("A column without the blank in its name", &[Change("o11/index.md", "งบประมาณ (บาท), เริ่ม", "งบประมาณ(บาท), เริ่ม")]),
    fault("A sheet that the workbook does not have", &[Change("o24/index.md", "data: {", "data: {sheet: รอบ 12 เดือน, ")], "unknown-sheet", "o24/index.md:15"),
    twin("A sheet by its name in Thai digits", &[Change("o24/index.md", "data: {", "data: {sheet: รอบ ๖ เดือน, ")]),
    fault("A template of the site asks for what is not there", &[Add("../../../themes/default/templates/item.html", "{% extends \"base.html\" %}\n{% block main %}{{ item.titel }}{% endblock main %}\n")], "bad-template", "../../../themes/default/templates/item.html:2"),
    twin("A template of the site", &[Add("../../../themes/default/templates/item.html", "{% extends \"base.html\" %}\n{% block main %}{{ item.title }}{% endblock main %}\n")]),

    // address
    fault("An old address that leaves the section", &[Change("o30/index.md", "status: done", "status: done\naliases: [../o30/]")], "bad-alias", "o30/index.md:5"),
    twin("An old address", &[Change("o30/index.md", "status: done", "status: done\naliases: [2567/o30/]")]),
    fault("The tab of a line of the ledger has become a blank", &[Change("../../urls.lock", "2568/o1/\tO1", "2568/o1/ O1")], "bad-ledger", "../../urls.lock:25"),
    twin("A remark in the ledger", &[Change("../../urls.lock", "2568/o1/\tO1", "# 2568/o1/ O1\n2568/o1/\tO1")]),
    fault("An old address that another page has", &[Change("o30/index.md", "status: done", "status: done\naliases: [2568/o31/]")], "duplicate-url", "o30/index.md:5"),
    twin("An old address that differs by a folder", &[Change("o30/index.md", "status: done", "status: done\naliases: [ita/2568/o31/]")]),
    fault("A new address in a build that may add none", &[Change("o30/index.md", "status: done", "status: done\naliases: [2567/o30/]")], "ledger-outdated", "../../urls.lock").in_build(Build::Locked),
    twin("A new text in a build that may add no address", &[Change("o30/index.md", "146 คน", "147 คน")]).in_build(Build::Locked),
    fault("A perception indicator is taken away", &[Remove("../indicators/6.md")], "lost-url", "../../urls.lock:17"),
    twin("The file of an indicator has moved into a folder", &[Rename("../indicators/6.md", "../indicators/6/index.md")]),

    // privacy
    fault("A number of a citizen in a text", &[Change("o30/index.md", "146 คน\n", "146 คน ผู้แทนเลขประจำตัวประชาชน 1990123456789\n")], "national-id", "o30/index.md:7"),
    twin("Thirteen digits of which the last is wrong", &[Change("o30/index.md", "146 คน\n", "146 คน ผู้แทนเลขประจำตัวประชาชน 1990123456780\n")]),
    fault("A number of a citizen in groups", &[Add("o30/index.md", "\nผู้แทน 1-9901-23456-78-9\n")], "national-id", "o30/index.md:20"),
    twin("The number of an account in the same digits", &[Add("o30/index.md", "\nเลขที่บัญชี 199-0-12345-6789\n")]),
    fault("A number of a citizen in Thai digits", &[Add("o30/index.md", "\nผู้แทน ๑ ๙๙๐๑ ๒๓๔๕๖ ๗๘ ๙\n")], "national-id", "o30/index.md:20"),
    twin("The number of a contract of a year", &[Add("o30/index.md", "\nสัญญา 1990123456789/2568\n")]),
    fault("A number of a citizen in the year's file", &[Change("../year.yaml", "role: ผู้เสนอรายงาน", "role: ผู้เสนอรายงาน 1990123456789")], "national-id", "../year.yaml:23"),
    twin("The number of a project in the year's file", &[Change("../year.yaml", "role: ผู้เสนอรายงาน", "role: ผู้เสนอรายงาน เลขที่โครงการ 1990123456789")]),
    fault("A number of a citizen in a note that is not published", &[Add("../README.md", "ถามผู้แทน 1990123456789\n")], "national-id", "../README.md:1"),
    twin("Telephone numbers in a note", &[Add("../README.md", "ถามผู้แทน 08-1234-5678, 09 1234 5678\n")]),
    fault("A number of a citizen in a PDF", &[Pdf("o37/anti-corruption-h1.pdf", "", "Report of the first half year, ID card 1990123456789")], "national-id", "o37/anti-corruption-h1.pdf"),
    twin("The number of a contract in a PDF", &[Pdf("o37/anti-corruption-h1.pdf", "", "Report of the first half year, contract no. 1990123456789")]),
    fault("A number of a citizen in a table", &[Add("o12/spending-monthly.csv", "1990123456789,0,0\r\n")], "national-id", "o12/spending-monthly.csv"),
    twin("Twelve digits in a table", &[Add("o12/spending-monthly.csv", "199012345678,0,0\r\n")]),
    fault("A company's number", &[Add("o30/index.md", "\nผู้รับจ้าง เลขประจำตัวผู้เสียภาษี 0990123456781\n")], "national-id", "o30/index.md:20"),
    twin("The code of goods", &[Add("o30/index.md", "\nบาร์โค้ด 1990123456789\n")]),
    fault("The survey of the staff", &[Add("o30/index.md", "\nตอบที่ <https://itas.nacc.go.th/go/iit/ex4mpl>\n")], "iit-link", "o30/index.md:20"),
    twin("The survey of the public", &[Add("o30/index.md", "\nตอบที่ <https://itas.nacc.go.th/go/eit/ex4mpl>\n")]),

    // host
    fault("Two notes whose names differ in capital letters", &[Add("readme.txt", "ก\n"), Add("README.txt", "ข\n")], "case-collision", "readme.txt"),
    twin("Two notes of one name in two folders", &[Add("readme.txt", "ก\n"), Add("../README.txt", "ข\n")]),
    fault("Two attachments whose names differ in capital letters", &[Copy(PLAN, "o30/Public-Forum.pdf"), Add("o30/index.md", "\n[แผนของเวที](Public-Forum.pdf)\n")], "case-collision", "o30/public-forum.pdf"),
    twin("Two attachments whose names differ in a hyphen", &[Copy(PLAN, "o30/publicforum.pdf"), Add("o30/index.md", "\n[แผนของเวที](publicforum.pdf)\n")]),
    fault("A picture under the name of a PDF", &[Copy("tests/files/inspect/card.png", "o37/anti-corruption-h1.pdf")], "file-type-mismatch", "o37/anti-corruption-h1.pdf"),
    twin("A table in the code page of Thai Windows", &[Copy("tests/files/windows-874.csv", "o12/spending-monthly.csv")]),
    fault("A text of five megabytes", &[Save("o30/index.md", five_megabytes)], "file-too-large", "o30/index.md"),
    twin("A text of ten pages", &[Save("o30/index.md", ten_pages)]),
    fault("An archive as evidence", &[Copy("tests/files/inspect/card.png", "o30/cards.rar"), Add("o30/index.md", "\n[ภาพบัตรตัวอย่าง](cards.rar)\n")], "forbidden-file-type", "o30/cards.rar"),
    twin("A picture as evidence", &[Copy("tests/files/inspect/card.png", "o30/cards.png"), Add("o30/index.md", "\n[ภาพบัตรตัวอย่าง](cards.png)\n")]),
    fault("A PDF that runs a script when it is opened", &[Pdf("o37/anti-corruption-h1.pdf", "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "Report of the first half year")], "macro-file", "o37/anti-corruption-h1.pdf"),
    twin("A PDF that opens at a page", &[Pdf("o37/anti-corruption-h1.pdf", "/OpenAction[3 0 R/Fit]", "Report of the first half year")]),
    fault("HTML in a text", &[Change("o30/index.md", "ชาวบ้าน ผู้แทนโรงเรียน", "ชาวบ้าน<br>ผู้แทนโรงเรียน")], "raw-html", "o30/index.md:16"),
    twin("Signs of less and more", &[Change("o30/index.md", "ชาวบ้าน ผู้แทนโรงเรียน", "ชาวบ้าน 5 < 7 และ 9 > 2 ผู้แทนโรงเรียน")]),
    fault("A script of a server inside a name", &[Copy(PLAN, "o30/plan.php.pdf"), Add("o30/index.md", "\n[แผนของเวที](plan.php.pdf)\n")], "unsafe-file-name", "o30/plan.php.pdf"),
    twin("A name in Thai with blanks and a dot", &[Copy(PLAN, "o30/แผน ฉบับที่ 2.1.pdf"), Add("o30/index.md", "\n[แผนของเวที](<แผน ฉบับที่ 2.1.pdf>)\n")]),
    fault("A link that runs a script", &[Add("o30/index.md", "\n[พิมพ์หน้านี้ของเวที](javascript:print())\n")], "unsafe-link-scheme", "o30/index.md:20"),
    twin("A link to a telephone", &[Add("o30/index.md", "\n[โทร 02-000-0000](tel:020000000)\n")]),

    // link
    fault("Evidence that is a heading which the page lacks", &[Change("o12/index.md", "#ผลการใช้จ่ายรายเดือน", "#ผลการใช้จ่ายรายไตรมาส")], "broken-anchor", "o12/index.md:15"),
    twin("A heading whose sara am is typed in two parts", &[Change("o03.md", "#สรุปหน้าที่และอำนาจ", "#สรุปหน้าที่และอํานาจ")]),
    fault("A link to an item that nobody asks for", &[Change("o12/index.md", "(../o11/index.md)", "(../o44/index.md)")], "broken-link", "o12/index.md:22"),
    twin("A link by the code of an item", &[Change("o12/index.md", "(../o11/index.md)", "(O11)")]),
    fault("A picture is misnamed as evidence", &[Change("o01/index.md", "file: org-chart.png", "file: org-chrt.png")], "missing-file", "o01/index.md:8"),
    twin("Evidence is named with its folder", &[Change("o01/index.md", "file: org-chart.png", "file: ./org-chart.png")]),
    fault("Evidence that only one page names is misnamed", &[Change("o37/index.md", "file: anti-corruption-h1.pdf", "file: anti-corruption-h2.pdf")], "missing-file", "o37/index.md:9"),
    twin("Evidence is named with the slash of Windows", &[Change("o37/index.md", "file: anti-corruption-h1.pdf", "file: .\\anti-corruption-h1.pdf")]),

    // complete
    fault("The survey's link is the entry for all agencies", &[Change("../year.yaml", "https://itas.nacc.go.th/go/eit/ex4mpl", "https://itas.nacc.go.th")], "eit-link-generic", "../year.yaml:7"),
    twin("The survey's link is another one of the agency", &[Change("../year.yaml", "https://itas.nacc.go.th/go/eit/ex4mpl", "https://itas.nacc.go.th/eit/ex4mpl")]),
    fault("The survey's link is left empty", &[Change("../year.yaml", "https://itas.nacc.go.th/go/eit/ex4mpl", "")], "eit-link-missing", "../year.yaml:6").in_build(Build::First),
    twin("The last day of the survey is left empty", &[Change("../year.yaml", "closes: 2568-06-30", "closes:")]).in_build(Build::First),
    fault("An element that nothing shows", &[Change("o37/index.md", "[progress, budget, period]", "[progress, budget]")], "element-not-shown", "o37/index.md:8"),
    twin("An element that is asked for only where there is any", &[Change("o39/index.md", "\n    shows: [rules]", "")]),
    fault("A measure has no outcome", &[Change("../measures/1.md", "## ผลลัพธ์หรือความสำเร็จ\n", "")], "measure-part-missing", "../measures/1.md:3"),
    twin("The outcome under its other name", &[Change("../measures/1.md", "## ผลลัพธ์หรือความสำเร็จ\n", "## ผลลัพธ์\n")]),
    fault("An item was never written", &[Remove("o08.md")], "missing-item", "../year.yaml:1").in_build(Build::First),
    twin("An item of which only the head is written", &[Change("o08.md", "status: done", "status: not_started")]),
    fault("Done, and nothing to open", &[Change("o03.md", EVIDENCE_OF_O3, "")], "no-evidence", "o03.md:4"),
    twin("In progress, and nothing to open", &[Change("o03.md", EVIDENCE_OF_O3, ""), Change("o03.md", "status: done", "status: in_progress")]),
    fault("A declaration without the post that signed", &[Change("o31/index.md", "signed_by: นายกองค์การบริหารส่วนตำบลตัวอย่าง\n", "")], "not-signed", "o31/index.md:4"),
    twin("A declaration in preparation without the post", &[Change("o31/index.md", "signed_by: นายกองค์การบริหารส่วนตำบลตัวอย่าง\n", ""), Change("o31/index.md", "status: done", "status: in_progress"), Change("o33/index.md", "status: done", "status: in_progress")]),
    fault("What a report builds on is not done", &[Change("o34/index.md", "status: done", "status: in_progress")], "unmet-dependency", "o35/index.md:4"),
    twin("What builds on it is not done", &[Change("o35/index.md", "status: done", "status: in_progress")]),
    fault("A silence that silences nothing", &[Change("o30/index.md", "status: done", "status: done\nallow: [{rule: misspelling, reason: คำในชื่อเรื่อง}]")], "unused-allow", "o30/index.md:5"),
    twin("A silence with its cause", &[Change("o30/index.md", "status: done", "status: done\nallow: [{rule: misspelling, reason: คำในชื่อเรื่อง}]"), Add("o30/index.md", "\nชื่อเรื่องเดิมว่า กฏหมายน่ารู้\n")]),

    // period
    fault("Ends before it begins", &[Change("o30/index.md", "to: 2568-09-30", "to: 2566-09-30")], "ends-before-it-starts", "o30/index.md:6"),
    twin("Ends on the day it begins", &[Change("../measures/2.md", "{from: 2567-10-01, to: 2568-09-30}", "{from: 2568-01-15, to: 2568-01-15}")]),
    fault("Changed next year", &[Change("o30/index.md", "2568-03-20", "2569-03-20")], "future-date", "o30/index.md:5"),
    twin("Changed today", &[Change("o30/index.md", "2568-03-20", "2568-10-01")]),
    fault("Runs past its year", &[Change("o30/index.md", "to: 2568-09-30", "to: 2568-12-31")], "outside-fiscal-year", "o30/index.md:6"),
    twin("A plan of several years where one is allowed", &[Change("o36/index.md", "to: 2568-09-30", "to: 2570-09-30")]),
    fault("Ends before the half year does", &[Change("o37/index.md", "to: 2568-03-31", "to: 2568-02-28")], "period-not-covered", "o37/index.md:6"),
    twin("Covers more of the year than is asked for", &[Change("o37/index.md", "to: 2568-03-31", "to: 2568-09-30")]),
    fault("Last year's report under this year's number", &[Change("o37/index.md", "{from: 2567-10-01, to: 2568-03-31}", "{from: 2566-10-01, to: 2567-03-31}")], "period-not-covered", "o37/index.md:6"),
    twin("Last year's report where that is asked for", &[Change("o38/index.md", "{from: 2566-10-01, to: 2567-09-30}", "{from: ๒๕๖๖-๑๐-๐๑, to: 30 ก.ย. 2567}")]),
    fault("A title names another year", &[Change("o37/index.md", "แผนป้องกันการทุจริต รอบ 6 เดือน", "แผนป้องกันการทุจริต ประจำปี 2567")], "wrong-year-in-title", "o37/index.md:10"),
    twin("A title names the year before where that is asked for", &[Change("o38/index.md", "ประจำปีงบประมาณ 2567", "ประจำปี ๒๕๖๗")]),
    fault("A plan of the year names last year", &[Change("o19/index.md", "ประจำปีงบประมาณ 2568", "ประจำปีงบประมาณ 2567")], "wrong-year-in-title", "o19/index.md:10"),
    twin("A title names the year of a law", &[Change("o19/index.md", "ประจำปีงบประมาณ 2568", "ตาม พ.ร.บ. พ.ศ. 2560")]),

    // link quality
    fault("A file in the cloud", &[Change("o06.md", "https://www.example.go.th/laws", "https://drive.google.com/file/d/ex4mpl/view")], "cloud-drive-link", "o06.md:11"),
    twin("A form to fill in", &[Change("o06.md", "https://www.example.go.th/laws", "https://docs.google.com/forms/d/e/ex4mpl/viewform")]),
    fault("A folder in the cloud, in a text", &[Add("o30/index.md", "\nภาพกิจกรรม <https://drive.google.com/drive/folders/ex4mpl>\n")], "cloud-drive-link", "o30/index.md:20"),
    twin("The name of the cloud, in a text", &[Add("o30/index.md", "\nภาพกิจกรรมไม่เก็บไว้ใน drive.google.com\n")]),
    fault("A link without encryption", &[Change("o06.md", "https://www.example.go.th/laws", "http://www.example.go.th/laws")], "insecure-link", "o06.md:11"),
    twin("An address as code", &[Add("o06.md", "\nที่อยู่เดิมคือ `http://www.example.go.th/laws`\n")]),
    fault("Two pieces of evidence of one name", &[Change("o30/index.md", "ภาพวาดแผนผังการจัดเวทีประชาคม", "สรุปผลเวทีประชาคมทบทวนแผนพัฒนาท้องถิ่น")], "same-link-text", "o30/index.md:13"),
    twin("Two links of one name to one place", &[Add("o30/index.md", "\n[กระดานถาม–ตอบ](O8) และ [กระดานถาม–ตอบ](../o08.md)\n")]),
    fault("A short address", &[Change("o06.md", "https://www.example.go.th/laws", "https://bit.ly/ex4mpl")], "short-link", "o06.md:11"),
    twin("A short address of the service itself", &[Change("o06.md", "https://www.example.go.th/laws", "https://lin.ee/ex4mpl")]),
    fault("A site for trying things out", &[Change("o06.md", "https://www.example.go.th/laws", "https://test.example.go.th/laws")], "staging-link", "o06.md:11"),
    twin("A host whose name ends in the same letters", &[Change("o06.md", "https://www.example.go.th/laws", "https://latest.example.go.th/laws")]),
    fault("A number of a database", &[Change("o06.md", "https://www.example.go.th/laws", "https://www.example.go.th/index.php?id=7")], "unstable-link", "o06.md:11"),
    twin("A number that a large service keeps", &[Change("o06.md", "https://www.example.go.th/laws", "https://www.facebook.com/profile.php?id=100000000000001")]),
    fault("A file that no page names", &[Copy(PLAN, "o30/draft.pdf")], "unused-file", "o30/draft.pdf"),
    twin("A file that a text names", &[Copy(PLAN, "o30/draft.pdf"), Add("o30/index.md", "\nดู[ร่างแผน](draft.pdf)\n")]),
    fault("A link that says nothing", &[Change("o12/index.md", "[แผนดำเนินงานประจำปี]", "[คลิกที่นี่]")], "vague-link-text", "o12/index.md:22"),
    twin("A link that says to click, and what opens", &[Change("o12/index.md", "[แผนดำเนินงานประจำปี]", "[คลิกดูแผนดำเนินงานประจำปี]")]),

    // access
    fault("A PDF with a password", &[Copy("tests/files/inspect/password.pdf", "o37/anti-corruption-h1.pdf")], "encrypted-file", "o37/anti-corruption-h1.pdf"),
    fault("A heading leaves out two levels", &[Change("o29/index.md", "## คำแถลง", "#### คำแถลง")], "heading-skip", "o29/index.md:20"),
    twin("A heading of the level of the title", &[Change("o29/index.md", "## คำแถลง", "# คำแถลง")]),
    fault("A picture without words", &[Change("o40/index.md", "![แผ่นภาพสองช่อง ช่องควรทำ บริการเท่าเทียม แจ้งเมื่อมีส่วนได้เสีย ช่องไม่ควรทำ รับของกำนัล ใช้รถราชการส่วนตัว]", "![]")], "image-without-alt", "o40/index.md:21"),
    twin("A picture without a caption", &[Change("o30/index.md", " \"แผนผังการจัดเวทีประชาคม\"", "")]),
    fault("A paper that was scanned", &[Copy("tests/files/scanned.pdf", "o37/anti-corruption-h1.pdf")], "scanned-pdf", "o37/anti-corruption-h1.pdf"),
    twin("Another paper with text", &[Copy(PLAN, "o37/anti-corruption-h1.pdf")]),
    fault("A table whose columns have no names", &[Change("o26/index.md", "| รายการ | จำนวน (คน) |", "| | |")], "table-without-header", "o26/index.md:20"),
    twin("A table whose first column has no name", &[Change("o26/index.md", "| รายการ | จำนวน (คน) |", "| | จำนวน (คน) |")]),
    fault("A table with a row more than a page shows", &[Save("o12/spending-monthly.csv", of_2001_rows)], "table-too-large", "o12/spending-monthly.csv"),
    twin("A table with as many rows as a page shows", &[Save("o12/spending-monthly.csv", of_2000_rows)]),
    fault("A column of a table has no name", &[Change("o12/spending-monthly.csv", "สะสม (บาท)", "")], "unnamed-column", "o12/spending-monthly.csv:2"),
    twin("The column of the names of rows has no name", &[Change("o12/spending-monthly.csv", "เดือน", "")]),

    // text
    fault("Sara am in two parts", &[Add("o30/index.md", "\nน\u{E49}\u{E4D}\u{E32}ประปา\n")], "broken-sara-am", "o30/index.md:20"),
    twin("Sara am in one part", &[Add("o30/index.md", "\nน\u{E49}\u{E33}ประปา\n")]),
    fault("Sara am as a PDF leaves it", &[Add("o30/index.md", "\nผลการด าเนินงานของเวที\n")], "broken-sara-am", "o30/index.md:20"),
    twin("A nikhahit of Pali", &[Add("o30/index.md", "\nพุทฺธ\u{E4D} สรณ\u{E4D} คจฺฉามิ\n")]),
    fault("The progress of another item", &[Change("o33/index.md", "ติดตามผลครบทุกกอง ไม่พบการรับของขวัญจากการปฏิบัติหน้าที่", "ประชุมถ่ายทอดนโยบายให้พนักงานทุกคนเมื่อวันที่ 20 มกราคม 2568")], "copied-text", "o33/index.md:7"),
    twin("The progress of another item with another day", &[Change("o33/index.md", "ติดตามผลครบทุกกอง ไม่พบการรับของขวัญจากการปฏิบัติหน้าที่", "ประชุมถ่ายทอดนโยบายให้พนักงานทุกคนเมื่อวันที่ 21 มกราคม 2568")]),
    fault("Sara ae typed as two sara e", &[Change("o30/index.md", "ทบทวนแผนพัฒนาท้องถิ่น", "ทบทวนเเผนพัฒนาท้องถิ่น")], "double-sara-e", "o30/index.md:10"),
    twin("Two sara e as code", &[Add("o30/index.md", "\nพิมพ์สระแอ ไม่ใช่ `เเ`\n")]),
    fault("A zero-width space in a title", &[Change("o30/index.md", "สรุปผลเวทีประชาคม", "สรุปผล\u{200B}เวทีประชาคม")], "invisible-character", "o30/index.md:10"),
    twin("A zero-width space in running text", &[Add("o30/index.md", "\nเวที\u{200B}ประชาคม\n")]),
    fault("A misspelt word", &[Add("o30/index.md", "\nกฏหมายที่เกี่ยวข้อง\n")], "misspelling", "o30/index.md:20"),
    twin("A word that is right in its place", &[Add("o30/index.md", "\nองค์กรปกครองส่วนท้องถิ่น\n")]),
    fault("Dots where something was to be written", &[Add("o30/index.md", "\nประธานชื่อ ............ ลงนาม\n")], "placeholder", "o30/index.md:20"),
    twin("A number that is hidden on purpose", &[Add("o30/index.md", "\nโทร 02-xxx-1234 และอื่น ๆ…\n")]),
    fault("The total is not that of the scores", &[Change("../year.yaml", "total: 98.08", "total: 98.80")], "result-inconsistent", "../year.yaml:13"),
    twin("A grade below the one that the scores allow", &[Change("../year.yaml", "grade: excellent", "grade: good")]),
];

/// A PDF of the sample with text.
const PLAN: &str = "tests/sites/sample/content/2568/items/o04/development-plan.pdf";

/// The evidence of an item that has no files.
const EVIDENCE_OF_O3: &str = "evidence:
  - here: \"#สรุปหน้าที่และอำนาจ\"
    title: สรุปหน้าที่และอำนาจของ อบต.ตัวอย่าง
    shows: [powers, summary]
";

fn in_windows_874(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_874.encode(text).0.into_owned()
}

/// With a byte order mark and the line ends of Windows.
fn in_notepad(text: &str) -> Vec<u8> {
    format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes()
}

fn with_semicolons(text: &str) -> Vec<u8> {
    text.replace(',', ";").into_bytes()
}

fn of_2000_rows(text: &str) -> Vec<u8> {
    let (head, rows) = text.split_once('\n').expect("a head");
    let rows: Vec<&str> = rows.lines().cycle().take(2000).collect();
    format!("{head}\n{}\n", rows.join("\n")).into_bytes()
}

fn of_2001_rows(text: &str) -> Vec<u8> {
    [of_2000_rows(text), "หลังสุด,0,0\n".into()].concat()
}

fn five_megabytes(text: &str) -> Vec<u8> {
    (text.to_owned() + &"ความเห็นของที่ประชุม\n\n".repeat(100_000)).into_bytes()
}

fn ten_pages(text: &str) -> Vec<u8> {
    (text.to_owned() + &"ความเห็นของที่ประชุม\n\n".repeat(400)).into_bytes()
}

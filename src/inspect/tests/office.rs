use super::*;

#[test]
fn every_part_of_a_document_is_read() {
    let res = check(
        "letter.docx",
        Kind::Docx,
        &[
            (41, "ย่อหน้า 2", Certain),
            (42, "ย่อหน้า 17", Certain),
            (43, "ย่อหน้า 20", Likely),
            (44, "word/header1.xml", Likely),
            (45, "word/footer1.xml", Likely),
            (46, "docProps/core.xml", Likely),
            (47, "word/comments.xml", Likely),
        ],
    );
    assert_eq!((res.search, res.macros, res.encrypted), (Search::Searched, false, false));
}

#[test]
fn every_cell_of_a_workbook_is_read() {
    let expected = [
        (51, "บัญชี!B2", Certain),
        (53, "บัญชี!B3", Certain),
        (54, "บัญชี!B4", Certain),
        (55, "บัญชี!A7 (ความเห็น)", Likely),
        (56, "ซ่อน!B7", Likely),
        (57, "ซ่อน!A9", Certain),
        (58, "บัญชี", Likely),
    ];
    let res = check("people.xlsx", Kind::Xlsx, &expected);
    assert_eq!((res.search, res.macros), (Search::Searched, false));
    // The same with a macro in it, whatever its name says.
    let res = check("macro.xlsx", Kind::Xlsx, &expected);
    assert!(res.macros);
}

#[test]
fn slides_and_their_notes_are_read() {
    check("slides.pptx", Kind::Pptx, &[(71, "สไลด์ 1", Likely), (72, "ppt/notesSlides/notesSlide1.xml", Certain)]);
}

#[test]
fn old_workbooks_are_looked_at_but_never_clean() {
    let res = check("old.xls", Kind::OldOffice, &[(61, "ในไฟล์", Likely)]);
    assert_eq!(res.search, Search::NotSearched(Reason::OldForm));
}

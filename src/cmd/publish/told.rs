//! What `publish` says.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::json;

use crate::diag::Language;
use crate::path::OutPath;
use crate::publish::apply::Stopped;
use crate::publish::lock::Owner;
use crate::publish::plan::Plan;
use crate::publish::remote::{Fault, Kind};
use crate::publish::standing::Why;
use crate::term::Term;

/// To whom, about which target.
pub(super) struct Told<'a> {
    pub(super) term: Term,
    pub(super) language: Language,
    /// Name of the target in site.yaml.
    pub(super) name: &'a str,
    /// Its address.
    pub(super) target: &'a str,
}

/// How a run ended, for machines.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ended {
    Done,
    PartWay,
    NotDone,
}

/// So many names of each kind are told.
const NAMED: usize = 20;

impl Told<'_> {
    /// What will be done.
    pub(super) fn plan(&self, plan: &Plan, why: Option<Why>) -> Result<()> {
        let Told { term, language, name, target } = self;
        let mut res = match language {
            Language::Thai => format!("ปลายทาง {name} {target}\n"),
            Language::English => format!("target {name} {target}\n"),
        };
        if let Some(why) = why {
            let _ = writeln!(res, "  {}", listed(why, *language));
        }
        let of = |is_new| plan.put.iter().filter(move |it| it.is_new == is_new).map(|it| &it.path);
        for (th, en, mark, paths) in [
            ("เพิ่ม", "new", '+', of(true).collect::<Vec<_>>()),
            ("แก้ไข", "changed", '~', of(false).collect()),
            ("ลบ", "deleted", '-', plan.delete.iter().collect()),
        ] {
            list(&mut res, if *language == Language::Thai { th } else { en }, mark, &paths, *language);
        }
        let (same, size) = (plan.n_same, bytes(plan.bytes()));
        let _ = match language {
            Language::Thai => writeln!(res, "  คงเดิม {same} ไฟล์ ต้องส่ง {size}"),
            Language::English => writeln!(res, "  as before: {same}; to send: {size}"),
        };
        term.note(&res)
    }

    /// Everything is there.
    pub(super) fn done(&self, plan: &Plan) -> Result<()> {
        let (new, changed, deleted) = (plan.n_new(), plan.n_changed(), plan.delete.len());
        self.term.note(&match self.language {
            Language::Thai if plan.is_nothing() => "เว็บไซต์บนเครื่องแม่ข่ายเป็นฉบับล่าสุดอยู่แล้ว\n".to_owned(),
            Language::English if plan.is_nothing() => "the host shows the newest version already\n".to_owned(),
            Language::Thai => format!("เผยแพร่แล้ว เพิ่ม {new} แก้ไข {changed} ลบ {deleted} ไฟล์\n"),
            Language::English => format!("published: {new} new, {changed} changed, {deleted} deleted\n"),
        })
    }

    /// It stopped part-way.
    pub(super) fn stopped(&self, plan: &Plan, stopped: &Stopped) -> Result<()> {
        let Stopped { fault, path, n_done } = stopped;
        let all = plan.put.len() + plan.delete.len();
        let hint = hint(fault, self.language);
        self.term.findings(&match self.language {
            Language::Thai => format!(
                "หยุดกลางทางที่ {path}: {fault}\n{hint}ทำแล้ว {n_done} จาก {all} ไฟล์ ทุกหน้าบนเว็บไซต์ยังเปิดได้ สั่ง `prongsai publish` อีกครั้งเพื่อทำส่วนที่เหลือ\n"
            ),
            Language::English => format!(
                "stopped part-way at {path}: {fault}\n{hint}{n_done} of {all} files are done; every page can still be opened; `prongsai publish` does the rest\n"
            ),
        })
    }

    /// Files of others stand where ours belong.
    pub(super) fn in_the_way(&self, plan: &Plan) -> Result<()> {
        let mut res = match self.language {
            Language::Thai => "ยังไม่ได้เผยแพร่ ที่ปลายทางมีไฟล์ซึ่งโปรแกรมนี้ไม่ได้วางไว้\n".to_owned(),
            Language::English => "nothing was published: files that prongsai did not put there stand in the way\n".to_owned(),
        };
        list(
            &mut res,
            if self.language == Language::Thai { "ไฟล์" } else { "files" },
            '!',
            &plan.in_the_way.iter().collect::<Vec<_>>(),
            self.language,
        );
        res.push_str(match self.language {
            Language::Thai => "ตรวจว่าโฟลเดอร์ปลายทางถูกต้อง ย้ายไฟล์เหล่านี้ออก หรือสั่งใหม่โดยเติม --take-over เพื่อเขียนทับ\n",
            Language::English => "check that the folder is the right one, and move them away, or add --take-over to write over them\n",
        });
        self.term.findings(&res)
    }

    /// More would be deleted than goes without asking.
    pub(super) fn too_much(&self, plan: &Plan) -> Result<()> {
        let (n, all) = (plan.delete.len(), plan.n_before);
        self.term.findings(&match self.language {
            Language::Thai => {
                format!("ยังไม่ได้เผยแพร่ จะต้องลบ {n} จาก {all} ไฟล์ ซึ่งมากผิดปกติ ถ้าตั้งใจลบ สั่งใหม่โดยเติม --max-delete {n}\n")
            }
            Language::English => {
                format!("nothing was published: {n} of {all} files would be deleted, which is many; if it is meant, add --max-delete {n}\n")
            }
        })
    }

    /// Somebody else publishes, and we wait.
    pub(super) fn waits(&self, owner: &Owner) -> Result<()> {
        let who = &owner.who;
        self.term.note(&match self.language {
            Language::Thai => format!("{who} กำลังเผยแพร่อยู่ รอให้เสร็จก่อน\n"),
            Language::English => format!("{who} is publishing; waiting for it to end\n"),
        })
    }

    /// Somebody else still publishes.
    pub(super) fn held(&self, owner: &Owner) -> Result<()> {
        let who = &owner.who;
        self.term.findings(&match self.language {
            Language::Thai => format!("ยังไม่ได้เผยแพร่ {who} ยังเผยแพร่อยู่ ลองใหม่ภายหลัง ถ้าแน่ใจว่าไม่มีใครทำอยู่ สั่งใหม่โดยเติม --unlock\n"),
            Language::English => {
                format!("nothing was published: {who} is still publishing; try again later, or, if nobody does, add --unlock\n")
            }
        })
    }

    /// The plan and how it ended, for machines.
    pub(super) fn json(&self, plan: &Plan, ended: Ended) -> Result<()> {
        let paths = |is_new: bool| plan.put.iter().filter(|it| it.is_new == is_new).map(|it| it.path.as_str()).collect::<Vec<_>>();
        let names = |it: &[OutPath]| it.iter().map(|it| it.as_str().to_owned()).collect::<Vec<_>>();
        let res = json!({
            "target": self.name,
            "address": self.target,
            "ended": match ended { Ended::Done => "done", Ended::PartWay => "part_way", Ended::NotDone => "not_done" },
            "added": paths(true),
            "changed": paths(false),
            "deleted": names(&plan.delete),
            "in_the_way": names(&plan.in_the_way),
            "unchanged": plan.n_same,
            "bytes": plan.bytes(),
        });
        self.term.result(&format!("{res:#}\n"))
    }
}

/// Why the host was listed.
fn listed(why: Why, language: Language) -> &'static str {
    let (th, en) = match why {
        Why::Asked => ("ดูรายการไฟล์ทั้งหมดบนเครื่องแม่ข่าย", "the host was listed"),
        Why::NoRecord => ("ยังไม่เคยเผยแพร่ที่นี่ จึงดูว่ามีไฟล์อะไรอยู่", "nothing was published there before; the host was listed"),
        Why::Damaged => ("บันทึกบนเครื่องแม่ข่ายเสียหาย จึงดูรายการไฟล์ทั้งหมด", "the record on the host is damaged; the host was listed"),
        Why::Untrue => ("ไฟล์บนเครื่องแม่ข่ายไม่ตรงกับบันทึก จึงดูรายการไฟล์ทั้งหมด", "the record on the host is not true; the host was listed"),
    };
    if language == Language::Thai { th } else { en }
}

/// What to do about a fault, a line; empty where the fault says all.
pub(super) fn hint(fault: &Fault, language: Language) -> &'static str {
    let (th, en) = match fault.kind {
        Kind::Lost => {
            ("ติดต่อเครื่องแม่ข่ายไม่ได้ ตรวจอินเทอร์เน็ตและที่อยู่ปลายทางใน site.yaml\n", "the host cannot be reached; check the address in site.yaml\n")
        }
        Kind::Busy => ("เครื่องแม่ข่ายไม่ว่าง ลองใหม่ภายหลัง\n", "the host is busy; try again later\n"),
        Kind::Login => (
            "เข้าเครื่องแม่ข่ายไม่ได้ ตรวจชื่อบัญชีใน site.yaml และรหัสผ่านหรือกุญแจ (PRONGSAI_PASSWORD, PRONGSAI_KEY)\n",
            "the host does not let us in; check the account in site.yaml and PRONGSAI_PASSWORD or PRONGSAI_KEY\n",
        ),
        Kind::Trust => (
            "ยืนยันตัวเครื่องแม่ข่ายไม่ได้ จึงยังไม่ได้ส่งอะไร ถ้าผู้ให้บริการแจ้งว่าเปลี่ยนจริง ลบบรรทัดของเครื่องนี้ใน content/hosts.lock แล้วสั่งใหม่\n",
            "the host cannot prove who it is, so nothing was sent; if the provider says that it changed, delete its line in content/hosts.lock\n",
        ),
        Kind::Full => ("เนื้อที่บนเครื่องแม่ข่ายเต็ม ลบไฟล์ที่ไม่ใช้หรือขอเนื้อที่เพิ่ม\n", "there is no room left on the host\n"),
        Kind::Refused => ("เครื่องแม่ข่ายไม่ยอมให้ทำ ตรวจสิทธิ์ของโฟลเดอร์ปลายทาง\n", "the host does not allow it; check the rights of the folder\n"),
        Kind::Source => ("", ""),
    };
    if language == Language::Thai { th } else { en }
}

fn list(res: &mut String, title: &str, mark: char, paths: &[&OutPath], language: Language) {
    if paths.is_empty() {
        return;
    }
    let _ = writeln!(res, "  {title} {}", paths.len());
    for path in paths.iter().take(NAMED) {
        let _ = writeln!(res, "    {mark} {path}");
    }
    if let Some(more) = paths.len().checked_sub(NAMED).filter(|it| *it > 0) {
        let _ = match language {
            Language::Thai => writeln!(res, "    และอีก {more}"),
            Language::English => writeln!(res, "    and {more} more"),
        };
    }
}

fn bytes(n: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "one digit behind the point is shown")]
    match n {
        0..1_000 => format!("{n} B"),
        1_000..1_000_000 => format!("{:.1} kB", n as f64 / 1e3),
        _ => format!("{:.1} MB", n as f64 / 1e6),
    }
}

//! Disks that are full, damaged or cannot be written: the kiosk says that nothing can be bought, `doctor` says why, staff
//! read what there is, and not a byte of the ledger is changed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::Value;
use vt100::Screen;

use super::pty::Pty;
use super::tenant::Tenant;
use super::unwritable::{kiosk, mounts_are_permitted, run, run_unprivileged};
use super::visitor::Visitor;
use super::{
    CALLED, LOST, Written, books, code_and_complaint, code_and_json, code_and_text, reference, sent, write,
};

/// Binds the data directory over itself, so that nobody can write to it.
const READ_ONLY: &str = "mount --bind \"$1\" \"$1\"; mount -o remount,ro,bind \"$1\"; ";

fn with_sales() -> Tenant {
    let tenant = Tenant::open();
    let sale = |n| Written::new(n, "0", "EUR", vec![sent(&[1]), LOST, CALLED]);
    write(&tenant, &(1..60).map(sale).collect::<Vec<_>>());
    tenant
}

fn data(tenant: &Tenant) -> PathBuf {
    tenant.dir().join("data")
}

/// Whether the screen says, in whatever words, that nothing can be bought.
fn says_so(screen: &Screen) -> bool {
    let text = screen.contents().to_lowercase();
    ["out of order", "nothing can be bought", "cannot sell"].iter().any(|words| text.contains(words))
}

/// The studio has sold nothing since the test began.
fn assert_nothing_sold(tenant: &Tenant) {
    assert_eq!(tenant.studio().visit(|world| world.purchases().len()), 1);
}

fn assert_sells_nothing(tenant: &Tenant, mut kiosk: Pty) {
    kiosk.wait_for("that nothing can be bought", says_so);
    kiosk.send("\r");
    assert!(kiosk.is_running(), "a kiosk that cannot sell says so and stays");
    assert_nothing_sold(tenant);
}

/// What `doctor` says of a check that fails.
fn failed(diagnosis: &Value, check: &str) -> String {
    let checks = diagnosis["checks"].as_array().expect("checks");
    let found = checks.iter().find(|one| one["check"] == check && one["verdict"] == "failed");
    let found = found.unwrap_or_else(|| panic!("{check} does not fail: {diagnosis}"));
    found["detail"].as_str().expect("a detail").to_owned()
}

fn assert_damage_is_left_alone(tenant: &Tenant) {
    let before = books(&data(tenant));
    let running = tenant.run();
    assert_sells_nothing(tenant, running);
    let (code, diagnosis) = code_and_json(&tenant.ask(&["doctor", "--json"]));
    assert_eq!(code, 1);
    let said = failed(&diagnosis, "ledger");
    assert!(said.contains("damaged") && said.contains("keep the file"), "{said}");
    let (code, complaint) = code_and_complaint(&tenant.ask(&["ledger", "list"]));
    assert!(code == 1 && complaint.contains("keep the file"), "{code} {complaint}");
    // One that is there, and one that nobody has.
    for asked in [reference(30), reference(99)] {
        for command in
            [&["ledger", "show", &asked][..], &["ledger", "close", &asked, "--by", "Kim", "--note", "x"]]
        {
            let (code, complaint) = code_and_complaint(&tenant.ask(command));
            assert!(code == 1 && complaint.contains("keep the file"), "{command:?}: {code} {complaint}");
        }
    }
    assert!(books(&data(tenant)) == before, "the file was changed, moved or deleted");
}

#[test]
fn noise_over_the_header_stops_the_selling_and_is_left_alone() {
    let tenant = with_sales();
    let path = data(&tenant).join("ledger.sqlite");
    let mut bytes = fs::read(&path).expect("readable");
    for (n, byte) in bytes.iter_mut().take(100).enumerate() {
        *byte = u8::try_from(n * 7 % 251).expect("a byte");
    }
    fs::write(&path, bytes).expect("written");
    assert_damage_is_left_alone(&tenant);
}

#[test]
fn noise_over_a_page_in_the_middle_stops_the_selling_and_is_left_alone() {
    let tenant = with_sales();
    let path = data(&tenant).join("ledger.sqlite");
    let mut bytes = fs::read(&path).expect("readable");
    let page = bytes.len() / 4096 / 2 * 4096;
    for (n, byte) in bytes[page..page + 4096].iter_mut().enumerate() {
        *byte = u8::try_from(n * 7919 % 251).expect("a byte");
    }
    fs::write(&path, bytes).expect("written");
    assert_damage_is_left_alone(&tenant);
}

#[test]
fn a_file_of_a_later_version_is_named_as_that() {
    let tenant = with_sales();
    let path = data(&tenant).join("ledger.sqlite");
    let mut bytes = fs::read(&path).expect("readable");
    // `user_version` in the header of the file.
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&path, bytes).expect("written");
    let running = tenant.run();
    assert_sells_nothing(&tenant, running);
    let (_, diagnosis) = code_and_json(&tenant.ask(&["doctor", "--json"]));
    assert!(failed(&diagnosis, "ledger").contains("later version"), "{diagnosis}");
}

#[test]
fn a_directory_that_cannot_be_written_stops_the_selling_and_is_read_all_the_same() {
    if !mounts_are_permitted("a_directory_that_cannot_be_written_stops_the_selling_and_is_read_all_the_same")
    {
        return;
    }
    let tenant = with_sales();
    let before = books(&data(&tenant));
    let running = kiosk(&tenant, &format!("{READ_ONLY} exec \"$WALKIN\" run"));
    assert_sells_nothing(&tenant, running);
    let diagnosed = run(&tenant, &format!("{READ_ONLY} exec \"$WALKIN\" doctor --json"));
    let (code, diagnosis) = code_and_json(&diagnosed);
    assert_eq!(code, 1);
    assert!(failed(&diagnosis, "data").contains("mounted read-only"), "{diagnosis}");
    let (code, listed) =
        code_and_json(&run(&tenant, &format!("{READ_ONLY} exec \"$WALKIN\" ledger list --json")));
    assert_eq!((code, listed["sales"].as_array().map(Vec::len)), (1, Some(59)));
    let close = format!("{READ_ONLY} exec \"$WALKIN\" ledger close {} --by Kim --note x", reference(1));
    let (code, complaint) = code_and_complaint(&run(&tenant, &close));
    assert!(code == 1 && complaint.contains("read-only"), "{complaint}");
    assert!(books(&data(&tenant)) == before, "nothing was written");
}

#[test]
fn doctor_and_who_writes_agree_on_what_can_be_written() {
    if !mounts_are_permitted("doctor_and_who_writes_agree_on_what_can_be_written") {
        return;
    }
    // A log and its index that are there, as after a power cut, need no further file.
    let (open, cut) = (Tenant::open(), Tenant::open());
    fs::create_dir(data(&cut)).expect("a directory");
    write(&open, &[Written::new(1, "0", "EUR", vec![sent(&[1]), LOST, CALLED])]);
    super::in_ledger(&open, async |_| {
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "lock"] {
            fs::copy(data(&open).join(name), data(&cut).join(name)).expect("copied");
        }
    });
    let permit = |path: PathBuf, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("ours");
    };
    let (dir, file, one) = (data(&cut), data(&cut).join("ledger.sqlite"), reference(1));
    let close = ["ledger", "close", &one, "--by", "Kim", "--note", "x"];
    let verdict = |check: &str| {
        let (_, diagnosis) = code_and_json(&run_unprivileged(&cut, &["doctor", "--json"]));
        let checks = diagnosis["checks"].as_array().expect("checks").clone();
        let found = checks.iter().find(|one| one["check"] == check).expect("a check");
        (found["verdict"].as_str().map(str::to_owned), found["detail"].to_string())
    };

    permit(file.clone(), 0o400);
    let (said, detail) = verdict("ledger");
    assert!(said.as_deref() == Some("failed") && detail.contains("cannot be opened or written"), "{detail}");
    let (code, complaint) = code_and_complaint(&run_unprivileged(&cut, &close));
    assert!(code == 1 && complaint.contains("cannot be opened or written"), "{complaint}");

    permit(file, 0o600);
    permit(dir.clone(), 0o555);
    let (said, detail) = verdict("ledger");
    assert_eq!(said.as_deref(), Some("warning"), "one needs staff: {detail}");
    let (said, detail) = verdict("data");
    assert!(said.as_deref() == Some("warning") && detail.contains("the ledger can be written"), "{detail}");
    let closed = run_unprivileged(&cut, &close);
    permit(dir, 0o700);
    assert_eq!(closed.status.code(), Some(0), "{closed:?}");
}

#[test]
fn after_a_power_cut_a_medium_that_cannot_be_written_tells_what_is_in_the_log() {
    if !mounts_are_permitted("after_a_power_cut_a_medium_that_cannot_be_written_tells_what_is_in_the_log") {
        return;
    }
    // Copied while a kiosk has it open: what a power cut leaves, with the index of the log and without.
    for with_index in [false, true] {
        let (open, cut) = (Tenant::open(), Tenant::open());
        fs::create_dir(data(&cut)).expect("a directory");
        super::in_ledger(&open, async |ledger| {
            let Written { intent, .. } = Written::new(1, "0", "EUR", Vec::new());
            ledger.record_intent(intent.clone()).await.expect("written");
            ledger.record_step(intent.reference, intent.ordered_at, sent(&[4])).await.expect("in the table");
            for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "lock"] {
                if with_index || !name.ends_with("-shm") {
                    fs::copy(data(&open).join(name), data(&cut).join(name)).expect("copied");
                }
            }
        });
        let listed = run(&cut, &format!("{READ_ONLY} exec \"$WALKIN\" ledger list --json"));
        let (code, listed) = code_and_json(&listed);
        assert_eq!((code, &listed["sales"][0]["state"]), (0, &Value::from("submitted")), "{with_index}");
    }
}

#[test]
fn a_disk_that_is_full_at_the_start_stops_the_selling_before_any_money() {
    if !mounts_are_permitted("a_disk_that_is_full_at_the_start_stops_the_selling_before_any_money") {
        return;
    }
    // A disk of 2 MiB with 300 KiB left: room for a file, not for a sale.
    let full = "mkdir -p \"$1\"; mount -t tmpfs -o size=2m none \"$1\"; \
                dd if=/dev/zero of=\"$1/filler\" bs=1k count=1748 2>/dev/null; ";
    let tenant = Tenant::open();
    let running = kiosk(&tenant, &format!("{full} exec \"$WALKIN\" run"));
    assert_sells_nothing(&tenant, running);
    let (code, diagnosis) = code_and_json(&run(&tenant, &format!("{full} exec \"$WALKIN\" doctor --json")));
    assert_eq!(code, 1);
    let said = failed(&diagnosis, "room");
    assert!(said.contains("300 KiB are free") && said.contains("512 are needed"), "{said}");
}

#[test]
fn a_disk_that_fills_up_during_a_visit_stops_the_sale_before_any_money() {
    if !mounts_are_permitted("a_disk_that_fills_up_during_a_visit_stops_the_sale_before_any_money") {
        return;
    }
    let tenant = Tenant::open();
    let small = "mkdir -p \"$1\"; mount -t tmpfs -o size=4m none \"$1\"; exec \"$WALKIN\" run";
    let mut running = kiosk(&tenant, small);
    let mut visitor = Visitor::at(&mut running);
    visitor.begin();
    visitor.choose("gästepass", "Guest pass", "Company");
    visitor.register();
    visitor.go_on_to(&visitor.say("review-order-free"));
    // Seen from outside, through the process that has the mount.
    let path = data(&tenant);
    let inside = PathBuf::from(format!("/proc/{}/root{}", visitor.kiosk.id(), path.display()));
    assert!(inside.join("ledger.sqlite").exists(), "the kiosk has opened its ledger");
    let filler = inside.join("filler");
    let written = fs::write(&filler, vec![0; 8 << 20]);
    assert!(written.is_err(), "a disk of 4 MiB is full");
    visitor.order();
    visitor.kiosk.wait_for("that nothing can be bought", says_so);
    assert_nothing_sold(&tenant);
    let list =
        ["nsenter", "-t", &visitor.kiosk.id().to_string(), "-U", "-m", "--preserve-credentials"].join(" ");
    let asked = std::process::Command::new("sh")
        .args([
            "-c",
            &format!(
                "{list} {} ledger list --config {}",
                super::tenant::WALKIN,
                tenant.config_file().display()
            ),
        ])
        .output()
        .expect("a shell");
    let (code, text) = code_and_text(&asked);
    assert_eq!((code, text.lines().count()), (0, 1), "read on a full disk: {text} {asked:?}");
}

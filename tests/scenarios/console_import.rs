//! The console: bringing people in from a file.

use crate::{BY_EMAIL, PEOPLE, PROGRAM, onramp, usernames};
use onramp_tests::Channel::Email;
use onramp_tests::{Browser, Deployed, HEADING, Onramp, Reply, hidden, page};

/// New: grace with a phone, and a tablet of ada's. Changed: bo's name and address. Unchanged: cy. Refused: four.
const FILE: &str = "\
username,realname,email,phone,type,platform,office
grace,Grace Hopper,grace@example.org,+12125550142,Mobile,Apple iOS,1
bo.tablet,Bo Newname,bo.new@example.org,,Mobile,Google Android,2
cy.nomail,Cy Nomail,,+12125550103,Mobile,Google Android,3
henri,Henri,henri@,+12125550143,Mobile,Apple iOS,4
ada.lovelace,Ada Lovelace,ada.lovelace@example.org,,Mobile,Google Android,5
ida,Ida,ida@example.org,12345,Mobile,Apple iOS,6
jo,=1+1,jo@example.org,+12125550145,Mobile,Toaster,7
short
";

/// Someone who is signed in, and what their forms prove it by.
struct Admin {
    browser: Browser,
    token: String,
}

impl Admin {
    async fn at(app: &Onramp, name: &str, role: &str) -> Self {
        let mut browser = Browser::at(app);
        browser.name = name.to_owned();
        browser.headers.push(("accept-language", "en".into()));
        let home = browser.sign_in("/console", role).await.expect(200);
        let token = hidden(&home.text).into_iter().find(|(name, _)| name == "form_token").unwrap().1;
        Self { browser, token }
    }

    async fn open(&mut self, path: &str) -> Reply {
        self.browser.open(path).await
    }

    async fn post(&mut self, path: &str) -> Reply {
        let reply = self.browser.ask("POST", path, Some(&[("form_token", &self.token)])).await;
        self.browser.follow(reply).await
    }

    async fn upload(&mut self, content: &[u8]) -> Reply {
        let fields = [("form_token", self.token.as_str())];
        self.browser.upload("/console/import", &fields, ("people.csv", content)).await
    }

    /// A file that is taken: its page, once it was looked at whole.
    async fn checked(&mut self, content: &[u8]) -> (String, Reply) {
        let path = self.upload(content).await.expect(303).header("location").to_owned();
        let page = self.on(&path).await;
        (path, page)
    }

    /// The page of an import at the end of what it is at.
    async fn on(&mut self, path: &str) -> Reply {
        let mut page = self.open(path).await.expect(200);
        while page.text.contains("id=\"import-step\"") {
            page = self.post(&format!("{path}/step")).await.expect(200);
        }
        page
    }
}

/// The figures of a page: refused, created, changed, unchanged.
fn figures(page: &Reply) -> [u32; 4] {
    let figures = page.text.split("<dl class=\"figures kinds\">").nth(1).expect("figures");
    let numbers = figures.split("<dd>").skip(1).map(|rest| rest.split('<').next().unwrap().parse().unwrap());
    numbers.collect::<Vec<_>>().try_into().unwrap()
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let text = csv.trim_start_matches('\u{feff}').as_bytes();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn a_file_is_shown_as_what_it_would_do_and_does_that_once_it_is_confirmed() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "User Manager").await;
    let (path, checked) = admin.checked(FILE.as_bytes()).await;
    assert_eq!(figures(&checked), [4, 2, 1, 1]);
    let words = page::words(&checked.text);
    assert!(words.contains("What this file would do") && words.contains("Nothing has been changed yet"));
    for told in [
        "5 henri email This is not an email address. Write an address such as name@example.org.",
        "7 ida phone This number cannot be dialled.",
        "8 jo platform This value is not known. Write one of: Unknown, Google Android, Apple iOS,",
        "9 short whole row The row has 1 cell. Make it 7, as the first line has.",
        "Import 3 rows",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let shown = async |admin: &mut Admin, rows: &str| {
        page::words(&admin.open(&format!("{path}?rows={rows}")).await.expect(200).text)
    };
    let created = shown(&mut admin, "created").await;
    assert!(created.contains("2 grace new user new phone 6 ada.lovelace new phone"), "{created}");
    let changed = shown(&mut admin, "changed").await;
    assert!(changed.contains("3 bo.tablet name email"), "{changed}");
    assert!(shown(&mut admin, "unchanged").await.contains("4 cy.nomail"));
    assert_eq!(usernames(&app.unactivated(Email).await), BY_EMAIL, "nothing has happened");

    admin.post(&format!("{path}/confirm")).await.expect(200);
    let done = admin.on(&path).await;
    assert_eq!(figures(&done), [4, 2, 1, 1]);
    assert!(page::words(&done.text).contains("The import is over"), "{}", done.text);
    assert!(!done.text.contains("/confirm"), "it is not imported twice");
    let rows = app.unactivated(Email).await;
    assert_eq!(usernames(&rows), ["ada.lovelace", "ada.lovelace", "bo.tablet", "grace", "lukasz.zak"]);
    assert_eq!(app.row(Email, "bo.tablet").await.realname, "Bo Newname");

    let (_, again) = admin.checked(FILE.as_bytes()).await;
    assert_eq!(figures(&again), [4, 0, 0, 4]);
    assert!(page::words(&again.text).contains("There is nothing to import"), "{}", again.text);
    assert!(!again.text.contains("/confirm"));
}

#[tokio::test]
async fn an_import_is_one_line_of_the_administrator_log_with_its_counts() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "Owner").await;
    let (path, _) = admin.checked(FILE.as_bytes()).await;
    let by = app.integration(PROGRAM, "read-log").await;
    let lines = async || {
        let lines = app.admin(&by, "GET", "/admin/v1/logs/administrator", &[]).await.response();
        let mut lines = lines.as_array().unwrap().clone();
        let id = path.rsplit('/').next().unwrap();
        lines.retain(|line| line["object"] == id);
        lines
    };
    assert!(lines().await.is_empty(), "a look changes nothing");
    admin.post(&format!("{path}/confirm")).await;
    admin.on(&path).await;
    let lines = lines().await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["action"], "user_import");
    let counts = "{\"changed\":\"1\",\"created\":\"2\",\"refused\":\"4\",\"rows\":\"8\",\"unchanged\":\"1\"}";
    assert_eq!(lines[0]["description"], counts);
}

#[tokio::test]
async fn refused_rows_come_back_with_reasons_to_be_mended_and_no_cell_is_a_formula() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "Administrator").await;
    let (path, _) = admin.checked(FILE.as_bytes()).await;
    let file = admin.open(&format!("{path}/refused.csv")).await.expect(200);
    assert!(file.header("content-type").starts_with("text/csv"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"refused.csv\"");
    let rows = records(&file.text);
    let heading = "username,realname,email,phone,type,platform,office,line,field,reason";
    assert_eq!(rows[0].join(","), heading);
    let told: Vec<_> = rows[1..].iter().map(|row| row[row.len() - 3..row.len() - 1].join(" ")).collect();
    assert_eq!(told, ["5 email", "7 phone", "8 platform", "9 row"]);
    assert_eq!((rows[3][1].as_str(), rows[3][3].as_str()), ("'=1+1", "'+12125550145"));
    assert!(rows[1..].iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{rows:?}");

    // Mended there, they are taken: the apostrophes and the columns behind are no hindrance.
    let mended = file.text.replace("henri@,", "henri@example.org,").replace("Toaster", "Apple iOS");
    let (path, checked) = admin.checked(mended.as_bytes()).await;
    assert_eq!(figures(&checked), [2, 2, 0, 0]);
    let again = records(&admin.open(&format!("{path}/refused.csv")).await.expect(200).text);
    assert_eq!(again[0].join(","), heading);
    admin.post(&format!("{path}/confirm")).await;
    let done = admin.on(&path).await;
    assert_eq!(figures(&done), [2, 2, 0, 0]);
    assert_eq!(app.row(Email, "jo").await.number.as_deref(), Some("+12125550145"));
    let kept = records(&admin.open(&format!("{path}/refused.csv")).await.expect(200).text);
    assert_eq!(kept, again, "what was refused can still be had");

    admin.post(&format!("{path}/discard")).await.expect(200);
    admin.open(&path).await.expect(404);
    admin.open(&format!("{path}/refused.csv")).await.expect(404);
}

#[tokio::test]
async fn the_sample_file_is_taken_whole() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "Owner").await;
    let sample = admin.open("/console/import/sample.csv").await.expect(200);
    assert_eq!(sample.header("content-disposition"), "attachment; filename=\"sample.csv\"");
    let (path, checked) = admin.checked(sample.text.as_bytes()).await;
    assert_eq!(figures(&checked), [0, 5, 0, 0]);
    admin.post(&format!("{path}/confirm")).await;
    assert_eq!(figures(&admin.on(&path).await), [0, 5, 0, 0]);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_refused_with_what_to_do() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "Owner").await;
    let row = "p,P,p@example.org,,Mobile,Apple iOS\n";
    let large = (HEADING.to_owned() + row).repeat(4_100_000 / 80);
    let many = HEADING.to_owned() + &"p,,,,,\n".repeat(20_001);
    let latin = [HEADING.as_bytes(), b"jose,Jos\xe9,,,,\n"].concat();
    let open = format!("{HEADING}a,\"A,,,,\n{}", row.repeat(400));
    for (content, told) in [
        (&b""[..], "This file is empty."),
        (b"\xef\xbb\xbf\r\n", "This file is empty."),
        (HEADING.as_bytes(), "no rows below them"),
        (b"username,realname,phone,type\n", "lacks these columns: email, platform"),
        (b"a,b,c\n1,2,3\n", "The first line does not name the columns."),
        (b"PK\x03\x04\x14\0\x06\0", "it may be a workbook"),
        (&latin, "Line 2 is not in UTF-8"),
        (b"\xff\xfeu\0s\0", "Line 1 is not in UTF-8"),
        (large.as_bytes(), "larger than 4 MB"),
        (many.as_bytes(), "more than 20,000 rows"),
        (open.as_bytes(), "A quotation mark may be missing there."),
    ] {
        // The gateway of an emulator may take no more than AWS does.
        if content.len() > 4_000_000 && Deployed::named().is_some() {
            continue;
        }
        let refused = admin.upload(content).await.expect(400);
        let words = page::words(&refused.text);
        assert!(words.contains(told), "{told}: {words}");
        assert!(words.contains("There is a problem with this form"), "{words}");
        assert!(refused.text.contains("aria-invalid=\"true\""));
    }
    let fields = [("form_token", admin.token.as_str())];
    let none = admin.browser.upload("/console/import", &fields, ("", b"")).await.expect(400);
    assert!(page::words(&none.text).contains("Choose a file first."), "{}", none.text);
}

#[tokio::test]
async fn cells_may_be_divided_by_semicolons_and_names_of_columns_written_in_any_case() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "Owner").await;
    let file = "\u{feff}Platform;TYPE;Phone;Email;RealName;Username\r\nApple iOS;Mobile;(212) 555-0142;grace@example.org;Grace;grace\r\nApple iOS;Mobile;;x;Bad;bad\r\n";
    let (path, checked) = admin.checked(file.as_bytes()).await;
    assert_eq!(figures(&checked), [1, 1, 0, 0]);
    let refused = admin.open(&format!("{path}/refused.csv")).await.expect(200);
    assert!(refused.text.contains("Platform;TYPE;Phone;Email;RealName;Username;line;field;reason"));
    admin.post(&format!("{path}/confirm")).await;
    admin.on(&path).await;
    assert_eq!(app.row(Email, "grace").await.number.as_deref(), Some("+12125550142"));
}

#[tokio::test]
async fn what_changed_between_the_look_and_the_import_is_told_as_it_really_was() {
    let app = onramp().await;
    let mut one = Admin::at(&app, "Ada Admin", "Owner").await;
    let mut other = Admin::at(&app, "Bea Admin", "Owner").await;
    let (first, checked) = one.checked(FILE.as_bytes()).await;
    let (second, same) = other.checked(FILE.as_bytes()).await;
    assert_eq!(figures(&checked), figures(&same));
    one.post(&format!("{first}/confirm")).await;
    assert_eq!(figures(&one.on(&first).await), [4, 2, 1, 1]);
    other.post(&format!("{second}/confirm")).await;
    assert_eq!(figures(&other.on(&second).await), [4, 0, 0, 4]);
    // Confirmed again, as by a second click, it stays as it is.
    assert_eq!(figures(&one.post(&format!("{first}/confirm")).await), [4, 2, 1, 1]);
}

#[tokio::test]
async fn an_import_is_its_uploaders_alone_and_found_again_by_them() {
    let app = onramp().await;
    let mut one = Admin::at(&app, "Ada Admin", "User Manager").await;
    let mut other = Admin::at(&app, "Bea Admin", "Owner").await;
    let (path, _) = one.checked(FILE.as_bytes()).await;
    for part in ["", "/refused.csv"] {
        other.open(&format!("{path}{part}")).await.expect(404);
    }
    for part in ["step", "confirm", "discard"] {
        other.post(&format!("{path}/{part}")).await.expect(404);
        one.browser.ask("GET", &format!("{path}/{part}"), None).await.expect(405);
    }
    let mine = one.open("/console/import").await.expect(200);
    assert!(mine.text.contains(&path) && page::words(&mine.text).contains("Waits for you to confirm it"));
    assert!(!other.open("/console/import").await.expect(200).text.contains(&path));
    let gone = one.post(&format!("{path}/discard")).await.expect(200);
    assert!(page::words(&gone.text).contains("The import was deleted here"), "{}", gone.text);
    one.open(&path).await.expect(404);
    one.post(&format!("{path}/confirm")).await.expect(404);
    one.open("/console/import/IM0").await.expect(404);
    assert_eq!(usernames(&app.unactivated(Email).await), BY_EMAIL, "nothing has happened");
}

#[tokio::test]
async fn an_upload_is_gone_after_a_day() {
    let Some(mut app) = Onramp::with_clock(PROGRAM, PEOPLE).await else { return };
    let (path, _) = Admin::at(&app, "Ada Admin", "Owner").await.checked(FILE.as_bytes()).await;
    // A session ends sooner: it takes a new one.
    app.advance(86_300).await;
    Admin::at(&app, "Ada Admin", "Owner").await.open(&path).await.expect(200);
    app.advance(100).await;
    let mut admin = Admin::at(&app, "Ada Admin", "Owner").await;
    admin.open(&path).await.expect(404);
    assert!(!admin.open("/console/import").await.expect(200).text.contains(&path));
}

#[tokio::test]
async fn a_form_with_a_file_that_is_not_of_the_session_is_refused() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "Owner").await;
    let mut other = Admin::at(&app, "Ada Admin", "Owner").await;
    let file = ("people.csv", FILE.as_bytes());
    for fields in [&[][..], &[("form_token", "")], &[("form_token", other.token.as_str())]] {
        admin.browser.upload("/console/import", fields, file).await.expect(403);
    }
    let fields = [("form_token", admin.token.clone())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    admin.browser.headers.push(("origin", "https://evil.example".into()));
    admin.browser.upload("/console/import", &fields, file).await.expect(403);
    admin.browser.headers.pop();
    assert!(!admin.open("/console/import").await.expect(200).text.contains("people.csv"));
    admin.browser.upload("/console/import", &fields, file).await.expect(303);
    // Nobody is signed in any more.
    other.browser.cookies.clear();
    let token = other.token.clone();
    other.browser.upload("/console/import", &[("form_token", &token)], file).await.expect(401);
}

#[tokio::test]
async fn only_who_manages_people_imports_them() {
    let app = onramp().await;
    for (role, may) in [
        ("Owner", true),
        ("Administrator", true),
        ("User Manager", true),
        ("Help Desk", false),
        ("Read-only", false),
    ] {
        let mut admin = Admin::at(&app, role, role).await;
        let home = admin.open("/console").await.expect(200);
        assert_eq!(home.text.contains("href=\"/console/import\""), may, "{role}");
        let (reads, sends) = if may { (200, 303) } else { (403, 403) };
        admin.open("/console/import").await.expect(reads);
        admin.open("/console/import/sample.csv").await.expect(reads);
        admin.upload(FILE.as_bytes()).await.expect(sends);
    }
}

#[tokio::test]
async fn a_page_of_an_import_stays_small_whatever_the_file() {
    let app = onramp().await;
    let mut admin = Admin::at(&app, "Ada Admin", "Owner").await;
    let good = (0..700).map(|n| format!("p{n:03},Person {n},p{n:03}@example.org,,Mobile,Apple iOS\n"));
    let bad = (0..700).map(|n| format!("q{n:03},Person {n},q{n:03}@example.org,,Mobile,Toaster\n"));
    let (path, _) =
        admin.checked((HEADING.to_owned() + &good.chain(bad).collect::<String>()).as_bytes()).await;
    for rows in ["refused", "created"] {
        let page = admin.open(&format!("{path}?rows={rows}")).await.expect(200);
        assert_eq!(figures(&page), [700, 700, 0, 0]);
        assert!(page::words(&page.text).contains("(the first 100)"));
        assert!(page.text.len() < 50_000, "{rows}: {}", page.text.len());
    }
    assert_eq!(records(&admin.open(&format!("{path}/refused.csv")).await.expect(200).text).len(), 701);
}

//! Importing: every row is taken or explained.

use crate::{PEOPLE, PROGRAM};
use onramp_tests::{Onramp, Stack, exit_of};

const MIXED: &str = "\u{feff}username,realname,email,phone,type,platform\r\n\
    ana,\"Ng, Ana\",ana@example.org,+12125550111,mobile,apple ios\r\n\
    ben,\"Ben\r\nTwo Lines\",ben@example.org,+12125550112,Mobile,Apple iOS\r\n\
    ana,Ana Other,other@example.org,+12125550113,Mobile,Apple iOS\r\n\
    cat,Cat,not an address,+12125550114,Mobile,Apple iOS\r\n\
    dan,Dan,dan@example.org,12,Mobile,Apple iOS\r\n\
    eli,Eli,eli@example.org,+12125550115,Pager,Apple iOS\r\n\
    fay,Fay,fay@example.org,+12125550116,Mobile,Toaster\r\n\
    gus,Gus,gus@example.org\r\n\
    ana,\"Ng, Ana\",ana@example.org,+12125550117,Mobile,Google Android\r\n\
    ,No Name,x@example.org,+12125550118,Mobile,Apple iOS\r\n";

#[tokio::test]
async fn refused_rows_are_explained_and_kept_and_the_others_are_taken() {
    let app = Onramp::with_people(PROGRAM, MIXED).await;
    let rows = app.unactivated("email").await;
    assert_eq!(rows.iter().map(|row| row["username"].as_str().unwrap()).collect::<Vec<_>>(), ["ana", "ana"]);
    assert_eq!(rows[0]["realname"], "Ng, Ana");
    let printed = &app.stack().printed;
    let refused = [
        (3, "realname"),
        (5, "username"),
        (6, "email"),
        (7, "phone"),
        (8, "type"),
        (9, "platform"),
        (10, "row"),
        (12, "username"),
    ];
    for (line, field) in refused {
        assert!(printed.contains(&format!("line {line}: {field}: ")), "line {line}: {field} in {printed}");
    }
    assert!(printed.contains("2 rows created, 0 changed, 0 unchanged, 8 refused"), "{printed}");
    assert!(!printed.contains("not an address") && !printed.contains("Ana Other"), "no value is quoted");

    let kept = std::fs::read_to_string(app.stack().folder.join("people.refused.csv")).unwrap();
    assert!(kept.starts_with("username,realname,email,phone,type,platform,line,field,reason"), "{kept}");
    assert!(kept.contains("dan,Dan,dan@example.org,12,Mobile,Apple iOS,7,phone,"), "{kept}");
    assert!(kept.contains("\"Ben\r\nTwo Lines\""), "{kept}");
    assert!(!kept.contains("ana@example.org"));
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let stack = Stack::start(PROGRAM, Some(PEOPLE), &[]).await;
    let app = Onramp::on(stack).await;
    let before = (app.unactivated("email").await, app.count().await);
    let (status, folder) = app.into_stack().interrupt().await;
    assert!(status.success());
    let file = folder.path().join("people.csv").display().to_string();
    let again = Stack::start_in(PROGRAM, folder.path(), &["--import".into(), file]).await;
    assert!(again.printed.contains("0 rows created, 0 changed, 6 unchanged, 0 refused"), "{}", again.printed);
    let app = Onramp::on(again).await;
    assert_eq!((app.unactivated("email").await, app.count().await), before);
}

#[tokio::test]
async fn a_first_start_brings_the_sample_directory() {
    let app = Onramp::on(Stack::start(PROGRAM, None, &["--memory"]).await).await;
    assert!(
        app.stack()
            .printed
            .contains("the sample directory: 42 rows created, 0 changed, 0 unchanged, 0 refused")
    );
    assert_eq!(app.count().await, (38, 37));
}

#[tokio::test]
async fn a_file_that_is_no_directory_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.csv");
    std::fs::write(&file, "name,mail\na,b\n").unwrap();
    let data = folder.path().join("data");
    let on = |import: &str| {
        let (data, import) = (data.display().to_string(), import.to_owned());
        async move {
            exit_of(
                PROGRAM,
                &[
                    "--listen",
                    "127.0.0.1:0",
                    "--tls-listen",
                    "127.0.0.1:0",
                    "--data",
                    &data,
                    "--import",
                    &import,
                ],
            )
            .await
        }
    };
    let (ok, told) = on(&file.display().to_string()).await;
    assert!(!ok && told.contains("lacks the column username"), "{told}");
    let (ok, told) = on("/nowhere/at/all.csv").await;
    assert!(!ok && told.contains("cannot be read"), "{told}");
}

#[tokio::test]
async fn a_folder_in_use_is_left_alone() {
    let app = Onramp::on(Stack::start(PROGRAM, Some(PEOPLE), &[]).await).await;
    let data = app.stack().folder.join("data").display().to_string();
    let (ok, told) =
        exit_of(PROGRAM, &["--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--data", &data]).await;
    assert!(!ok && told.contains("in use by another Onramp"), "{told}");
}

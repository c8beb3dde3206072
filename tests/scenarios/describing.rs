//! The API's description is true: it names every route and no other, and holds replies to what it says.
//! Every other scenario's replies are held against it too, by the client that all of them use.

use crate::PROGRAM;
use onramp_tests::{Onramp, may_start, openapi};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::panic::catch_unwind;

const GATEWAY: &str = include_str!("../../infra/routes.yaml");

fn document() -> &'static Value {
    onramp_local::openapi::document()
}

/// Every operation: its path, its method, and what is said of it.
fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let methods = ["get", "head", "post", "put", "patch", "delete"];
    let paths = document()["paths"].as_object().unwrap().iter();
    paths.flat_map(move |(path, item)| {
        methods.into_iter().filter_map(move |method| Some((path.as_str(), method, item.get(method)?)))
    })
}

#[test]
fn every_path_of_the_gateway_is_described_and_no_other() {
    let keys = GATEWAY.lines().filter_map(|line| line.trim().strip_prefix("RouteKey: ANY "));
    // The console is pages for people, not an interface.
    let interface = keys.filter(|key| !key.starts_with("/console"));
    let routes: BTreeSet<_> = interface.map(|key| key.replace("+}", "}")).collect();
    assert!(routes.len() > 10, "{routes:?}");
    let admin = |path: &str| path.starts_with("/admin/v1/");
    let described: BTreeSet<_> = document()["paths"].as_object().unwrap().keys().cloned().collect();
    let others = |all: &BTreeSet<String>| all.iter().filter(|path| !admin(path)).cloned().collect::<Vec<_>>();
    assert_eq!(others(&described), others(&routes));
    assert!(routes.contains("/admin/v1/{path}"), "{routes:?}");
}

#[test]
fn every_route_of_the_admin_api_is_described_and_no_other() {
    let of_admin = operations().filter(|(path, ..)| path.starts_with("/admin/"));
    let described: BTreeSet<_> =
        of_admin.map(|(path, method, _)| (method.to_uppercase(), path.to_owned())).collect();
    let routes = onramp_admin_api::ROUTES.iter();
    assert_eq!(described, routes.map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect());
}

#[test]
fn every_parameter_of_a_path_is_described_and_each_operation_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations() {
        assert!(names.insert(operation["operationId"].as_str().unwrap()), "{method} {path}");
        let shared = document()["paths"][path]["parameters"].as_array().into_iter().flatten();
        let given: BTreeSet<_> = shared
            .map(|given| given["$ref"].as_str().map_or(given, |to| document().pointer(&to[1..]).unwrap()))
            .filter(|given| given["in"] == "path")
            .map(|given| given["name"].as_str().unwrap())
            .collect();
        let wanted = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        assert_eq!(given, wanted, "{method} {path}");
    }
}

#[test]
fn every_example_is_one() {
    fn look(value: &Value, at: &str, found: &mut usize) {
        let Value::Object(fields) = value else {
            let items = value.as_array().into_iter().flatten().enumerate();
            return items.for_each(|(n, item)| look(item, &format!("{at}/{n}"), found));
        };
        if let (Some(_), Some(example)) = (fields.get("schema"), fields.get("example")) {
            assert_eq!(openapi::faults(&format!("{at}/schema"), example), Vec::<String>::new(), "{at}");
            *found += 1;
        }
        for example in fields.get("examples").and_then(Value::as_array).into_iter().flatten() {
            assert_eq!(openapi::faults(at, example), Vec::<String>::new(), "{at}");
            *found += 1;
        }
        for (name, inside) in
            fields.iter().filter(|(name, _)| !["example", "examples"].contains(&name.as_str()))
        {
            look(inside, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
        }
    }
    let mut found = 0;
    look(document(), "", &mut found);
    assert!(found > 60, "{found}");
}

#[test]
fn a_reply_that_is_not_described_fails_the_test_that_met_it() {
    let count = |status, media: &str, body: &Value| {
        let body = body.to_string();
        let media = media.to_owned();
        catch_unwind(move || openapi::check("GET", "http://h/api/unactivated/count?", status, &media, &body))
            .is_ok()
    };
    assert!(count(200, "application/json", &json!({ "email": 1, "sms": 2 })));
    assert!(!count(200, "application/json", &json!({ "email": 1, "sms": 2, "fax": 3 })), "a field more");
    assert!(!count(200, "application/json", &json!({ "email": 1 })), "a field less");
    assert!(!count(200, "application/json", &json!({ "email": "1", "sms": 2 })), "another kind");
    assert!(!count(200, "text/html", &json!({ "email": 1, "sms": 2 })), "another media type");
    assert!(!count(201, "application/json", &json!({ "email": 1, "sms": 2 })), "another status");
    let problem = json!({ "type": "urn:onramp:problem:forbidden", "title": "Not allowed", "status": 403, "detail": "no" });
    assert!(count(403, "application/problem+json", &problem));
    assert!(!count(400, "application/problem+json", &problem), "a problem of another status");
    let sent =
        |body: &'static [u8]| catch_unwind(|| openapi::check_accepted("POST", "/api/preview", body)).is_ok();
    assert!(sent(br#"{"channel":"sms"}"#) && !sent(br#"{"channel":"fax"}"#));
}

#[tokio::test]
async fn the_local_stack_serves_it_for_programs_and_for_people() {
    if !may_start("the pages of a local stack") {
        return;
    }
    let app = Onramp::with_people(PROGRAM, onramp_tests::HEADING).await;
    let served = app.request("GET", "/openapi.json", &[], None).await.expect(200);
    assert_eq!(served.header("content-type"), "application/json");
    assert_eq!(&served.json(), document());
    let page = app.request("GET", "/openapi", &[], None).await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("script-src"), "{policy}");
    for (path, _, operation) in operations() {
        assert!(
            page.text.contains(path) && page.text.contains(operation["operationId"].as_str().unwrap()),
            "{path}"
        );
    }
    assert!(app.request("GET", "/", &[], None).await.expect(200).text.contains("href=\"/openapi\""));
    app.request("POST", "/openapi.json", &[], Some(Vec::new())).await.expect(405).problem();
}

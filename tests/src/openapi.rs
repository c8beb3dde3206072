//! Holds replies against the API's description: an undocumented status, media type or field fails the test that met it.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// What the document is called when its schemas refer to it.
const NAME: &str = "urn:onramp:openapi";
/// The first segments of paths that it describes.
const DESCRIBED: [&str; 7] = ["api", "admin", "activate", "android", "iphone", "push", "frame"];
/// Parts that stand for all that is left of a path.
const GREEDY: [&str; 1] = ["/push/v2/activation/{code}"];
/// What a request that is not described may be told before its route is looked for.
const ON_THE_WAY: [&str; 6] = ["400", "401", "403", "413", "429", "503"];

static REGISTRY: LazyLock<Registry<'static>> = LazyLock::new(|| {
    let document = onramp_local::openapi::document().clone();
    Registry::new()
        .add(NAME, document)
        .expect("a document")
        .prepare()
        .expect("references that lead somewhere")
});

/// What may stand in the document at a JSON pointer.
fn validator(pointer: &str) -> Arc<Validator> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let made = known.entry(pointer.to_owned()).or_insert_with(|| {
        let schema = json!({ "$ref": format!("{NAME}#{}", pointer.replace('{', "%7B").replace('}', "%7D")) });
        let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(&REGISTRY);
        let made = options.should_validate_formats(true).build(&schema);
        Arc::new(made.unwrap_or_else(|error| panic!("{pointer}: {error}")))
    });
    made.clone()
}

/// What is wrong with a value by the schema at a JSON pointer of the document; nothing if it fits.
pub fn faults(pointer: &str, value: &Value) -> Vec<String> {
    let validator = validator(pointer);
    let fault = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(value).map(fault).collect()
}

/// Fails unless a reply is one that the document has for the path, method and status. `path` may have a query or be a whole
/// URL; a path outside the described ones is let through.
pub fn check(method: &str, path: &str, status: u16, content_type: &str, body: &str) {
    if let Err(why) = checked(method, path, status, content_type, body) {
        panic!("not as /openapi.json has it: {method} {path} {status}: {why}: {body}");
    }
}

/// Fails unless a JSON body that was accepted is one that the document has for the path and method.
pub fn check_accepted(method: &str, path: &str, body: &[u8]) {
    let Some((template, _)) = place_of(path).and_then(described) else { return };
    let pointer = format!(
        "/paths/{}/{}/requestBody/content/application~1json/schema",
        escaped(template),
        method.to_ascii_lowercase()
    );
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return };
    assert!(
        document().pointer(&pointer).is_some(),
        "{method} {path} takes a body, and /openapi.json has none"
    );
    let faults = faults(&pointer, &body);
    assert!(
        faults.is_empty(),
        "accepted, and not as /openapi.json has it: {method} {path} {body}: {faults:?}"
    );
}

/// Why a reply is none of the document's.
fn checked(method: &str, path: &str, status: u16, content_type: &str, body: &str) -> Result<(), String> {
    let Some(place) = place_of(path) else { return Ok(()) };
    let status = status.to_string();
    let method = method.to_ascii_lowercase();
    let operation = described(place).filter(|(_, item)| item.get(&method).is_some());
    let bare = method == "head";
    let Some((template, item)) = operation else {
        let unknown = "neither the path with the method nor the status is described";
        let pointer = undescribed(place, &status).ok_or(unknown)?;
        // The gateway of a deployed Onramp knows no such path, either, and says so in its own way.
        let by_gateway =
            |why| fits("/components/responses/Throttled", bare, content_type, body).map_err(|_| why);
        return fits(&pointer, bare, content_type, body).or_else(by_gateway);
    };
    if item[&method]["responses"].get(&status).is_none() {
        return Err("the status is not described".to_owned());
    }
    fits(&format!("/paths/{}/{method}/responses/{status}", escaped(template)), bare, content_type, body)
}

/// Whether a body fits the reply at a JSON pointer.
fn fits(pointer: &str, bare: bool, content_type: &str, body: &str) -> Result<(), String> {
    let reply = document().pointer(pointer).ok_or_else(|| format!("{pointer} is not there"))?;
    if let Some(target) = reply["$ref"].as_str() {
        return fits(target.trim_start_matches('#'), bare, content_type, body);
    }
    let Some(content) = reply.get("content").filter(|_| !bare) else {
        return if body.is_empty() { Ok(()) } else { Err("a body, where none is described".to_owned()) };
    };
    let media = content_type.split(';').next().unwrap_or_default().trim();
    let Some(described) = content.get(media) else {
        return Err(format!("the media type {media:?} is not described"));
    };
    if described.get("schema").is_none() {
        return Ok(());
    }
    let value = if media.ends_with("json") {
        serde_json::from_str(body).map_err(|error| format!("no JSON: {error}"))?
    } else {
        Value::from(body)
    };
    let faults = faults(&format!("{pointer}/content/{}/schema", escaped(media)), &value);
    if faults.is_empty() { Ok(()) } else { Err(format!("{faults:?}")) }
}

/// The reply to a request that is not described: its path or its method is not known, or it did not come so far.
fn undescribed(path: &str, status: &str) -> Option<String> {
    let admin = path.starts_with("/admin/");
    let named = match (admin, status) {
        (true, "404") => "AdminNotFound",
        (false, "404") => "NotFound",
        (true, "405") => "AdminMethodNotAllowed",
        (false, "405") => "MethodNotAllowed",
        _ if ON_THE_WAY.contains(&status) => {
            let operation = if admin { "~1admin~1v1~1users" } else { "~1api~1sends" };
            return Some(format!("/paths/{operation}/post/responses/{status}"));
        }
        _ => return None,
    };
    Some(format!("/components/responses/{named}"))
}

fn document() -> &'static Value {
    onramp_local::openapi::document()
}

/// The path of a path or URL, if it is one of those that the document describes.
fn place_of(path: &str) -> Option<&str> {
    let after_host =
        path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let path = after_host.split(['?', '#']).next()?;
    DESCRIBED.contains(&path.split('/').nth(1)?).then_some(path)
}

/// The template that a path is of, and what the document says of it; the one with the fewest parts that vary.
fn described(path: &str) -> Option<(&'static str, &'static Value)> {
    let paths = document()["paths"].as_object()?.iter();
    let of =
        paths.filter(|(template, _)| is_of(path, template)).map(|(template, item)| (template.as_str(), item));
    of.min_by_key(|(template, _)| template.matches('{').count())
}

fn is_of(path: &str, template: &str) -> bool {
    let (parts, wanted): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
    let enough = parts.len() == wanted.len() || (GREEDY.contains(&template) && parts.len() > wanted.len());
    enough
        && wanted
            .iter()
            .zip(&parts)
            .all(|(wanted, part)| wanted.starts_with('{') && !part.is_empty() || wanted == part)
}

/// A name as a part of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

//! What a script does with the Admin API: signs its requests with the keys of an integration.

use crate::{Deployed, Onramp, Place, Reply};
use data_encoding::{BASE64, HEXLOWER};
use ring::{digest, hmac};
use serde_json::{Map, Value};
use tokio::process::Command;

/// The keys of an integration.
#[derive(Debug, Clone)]
pub struct Integration {
    /// Its integration key.
    pub ikey: String,
    /// Its secret key.
    pub skey: String,
}

/// Names and values.
pub type Fields<'a> = &'a [(&'a str, &'a str)];

impl Onramp {
    /// What `onramp integration …` prints about this Onramp.
    pub async fn integrations(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        command.arg("integration").args(arguments);
        match (&self.place, Deployed::named()) {
            (Place::Stack(stack), _) => command.arg("--data").arg(stack.home.data()),
            (_, Some(deployed)) => {
                command.args(["--table", &deployed.table, "--code-key", &deployed.code_key])
            }
            _ => panic!("the first value of a stack"),
        };
        let output = command.output().await.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A new integration with these permissions.
    pub async fn integration(&self, program: &str, permissions: &str) -> Integration {
        let told = self.integrations(program, &["create", "a script", "--permissions", permissions]).await;
        Integration::read(&told)
    }

    /// A request of the Admin API as clients sign it by default: version 5, with JSON in the body of a POST.
    pub async fn admin(&self, by: &Integration, method: &str, path: &str, fields: Fields<'_>) -> Reply {
        let (query, body) = if method == "POST" {
            let object: Map<_, _> = fields.iter().map(|(k, v)| ((*k).to_owned(), Value::from(*v))).collect();
            (String::new(), Value::Object(object).to_string())
        } else {
            (encoded(fields), String::new())
        };
        let date = self.date();
        let lines = [
            &date,
            method,
            &self.host(),
            path,
            &query,
            &HEXLOWER.encode(digest::digest(&digest::SHA512, body.as_bytes()).as_ref()),
            // No headers of ours are signed.
            &HEXLOWER.encode(digest::digest(&digest::SHA512, b"").as_ref()),
        ]
        .join("\n");
        let url = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        let headers = [
            ("date", date.as_str()),
            ("authorization", &by.authorization(&lines)),
            ("content-type", "application/json"),
        ];
        let body = (method == "POST").then(|| body.into_bytes());
        self.request(method, &url, &headers, body).await
    }

    /// A request signed by version 2, with a form in the body.
    pub async fn admin_by_form(&self, by: &Integration, path: &str, fields: Fields<'_>) -> Reply {
        let (date, form) = (self.date(), encoded(fields));
        let lines = [date.as_str(), "POST", &self.host(), path, &form].join("\n");
        let headers = [
            ("date", date.as_str()),
            ("authorization", &by.authorization(&lines)),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.request("POST", path, &headers, Some(form.clone().into_bytes())).await
    }

    fn date(&self) -> String {
        self.now().strftime("%a, %d %b %Y %H:%M:%S -0000").to_string()
    }

    fn host(&self) -> String {
        reqwest::Url::parse(&self.url).unwrap().host_str().unwrap().to_owned()
    }
}

impl Integration {
    /// The keys, as they were shown.
    pub fn read(told: &str) -> Self {
        let word = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name)).expect(name);
            line.trim().to_owned()
        };
        Self { ikey: word("ikey "), skey: word("skey ") }
    }

    fn authorization(&self, lines: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA512, self.skey.as_bytes());
        let signature = HEXLOWER.encode(hmac::sign(&key, lines.as_bytes()).as_ref());
        format!("Basic {}", BASE64.encode(format!("{}:{signature}", self.ikey).as_bytes()))
    }
}

/// Names and values in the order and with the escapes that are signed.
fn encoded(fields: Fields<'_>) -> String {
    let mut pairs: Vec<_> = fields.iter().map(|(k, v)| format!("{}={}", escaped(k), escaped(v))).collect();
    pairs.sort();
    pairs.join("&")
}

fn escaped(text: &str) -> String {
    let kept = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-~".contains(byte);
    text.bytes().map(|b| if kept(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl Reply {
    /// What a request of the Admin API was answered with, which must be a success.
    pub fn response(&self) -> Value {
        assert_eq!((self.status, &self.json()["stat"]), (200, &"OK".into()), "{}", self.text);
        self.json()["response"].clone()
    }

    /// The code of a refusal of the Admin API, which must fit the HTTP status.
    pub fn code(&self) -> u64 {
        let told = self.json();
        assert_eq!(told["stat"], "FAIL", "{}", self.text);
        assert!(told["message"].is_string() && told.get("response").is_none(), "{}", self.text);
        let code = told["code"].as_u64().unwrap();
        assert_eq!(code / 100, u64::from(self.status), "{}", self.text);
        code
    }
}

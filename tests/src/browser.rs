//! A browser at the console, as far as HTTP goes: it keeps cookies and fills in forms.

use crate::{Deployed, Onramp, Reply, page, resolving};
use reqwest::{Client, Url, redirect};
use std::collections::BTreeMap;
use std::time::Duration;

/// A browser.
pub struct Browser {
    url: String,
    http: Client,
    /// Where it is.
    at: Option<Url>,
    /// Its cookies, by name.
    pub cookies: BTreeMap<String, String>,
    /// What it sends with each request.
    pub headers: Vec<(&'static str, String)>,
    /// Who signs in with it.
    pub name: String,
}

impl Browser {
    /// A new one, at an Onramp of this machine.
    pub fn at(app: &Onramp) -> Self {
        let builder = Client::builder().timeout(Duration::from_mins(1)).no_proxy();
        let http = resolving(builder, &app.url).redirect(redirect::Policy::none()).build().unwrap();
        Self {
            url: app.url.clone(),
            http,
            at: None,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
            name: "Ada Admin".into(),
        }
    }

    /// How someone of a role is called who has signed in.
    pub fn name(role: &str) -> &'static str {
        Deployed::named().map_or("Ada Admin", |deployed| &deployed.account(role)[0])
    }

    /// Their address, as the issuer tells it.
    pub fn address(role: &str) -> &'static str {
        Deployed::named().map_or("ada.admin@example.org", |deployed| &deployed.account(role)[0])
    }

    /// One request; redirects are not followed.
    pub async fn ask(&mut self, method: &str, path: &str, form: Option<&[(&str, &str)]>) -> Reply {
        let request = self.request(method, path);
        self.finish(if let Some(form) = form { request.form(form) } else { request }).await
    }

    /// Sends a form with a file, as a browser does (RFC 7578).
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Reply {
        const BOUNDARY: &str = "----OnrampFormBoundary7MA4YWxkTrZu0gW";
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(format!("{head}{value}\r\n").as_bytes());
        }
        let (name, content) = file;
        let place = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        let head = format!("--{BOUNDARY}\r\n{place}\r\nContent-Type: text/csv\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.request("POST", path).header("content-type", kind).body(body);
        self.finish(request).await
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let mut request = self.http.request(method.parse().unwrap(), &url);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let ours = url.starts_with(&self.url);
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if ours && !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        request
    }

    async fn finish(&mut self, request: reqwest::RequestBuilder) -> Reply {
        let reply = request.send().await.unwrap_or_else(|error| panic!("{error:?}"));
        let ours = reply.url().as_str().starts_with(&self.url);
        let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
        for cookie in headers.get_all("set-cookie").into_iter().filter(|_| ours) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
                assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {name}");
            }
            assert!(name.starts_with("__Host-") && !cookie.contains("Domain"), "{name}");
            if cookie.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        self.at = Some(reply.url().clone());
        Reply { status, headers, text: reply.text().await.unwrap() }
    }

    /// Follows redirects to the page at their end.
    pub async fn follow(&mut self, mut reply: Reply) -> Reply {
        for _ in 0..10 {
            if !matches!(reply.status, 302 | 303) {
                return reply;
            }
            reply = self.ask("GET", reply.header("location"), None).await;
        }
        panic!("redirects without an end");
    }

    /// A page, wherever redirects lead.
    pub async fn open(&mut self, path: &str) -> Reply {
        let reply = self.ask("GET", path, None).await;
        self.follow(reply).await
    }

    /// From a page of the console to the issuer's, where a role and a token are picked; the reply that leads back.
    pub async fn pick(&mut self, path: &str, role: &str, token: &str) -> Reply {
        let asked = self.open(path).await.expect(200);
        if let Some(deployed) = Deployed::named() {
            assert_eq!(token, "good", "the user pool gives no other");
            return self.type_password(&asked, deployed.account(role)).await;
        }
        let asked = asked.text;
        let mut form = hidden(&asked);
        form.extend(
            [("name", self.name.as_str()), ("role", role), ("token", token)]
                .map(|(n, v)| (n.into(), v.into())),
        );
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.ask("POST", "/dev/issuer/authorize", Some(&form)).await.expect(303)
    }

    /// On the user pool's own page, an address and a password; the reply that leads back.
    async fn type_password(&mut self, page: &Reply, [address, password]: &[String; 2]) -> Reply {
        let mut form = hidden(&page.text);
        form.extend([("username", address), ("password", password)].map(|(n, v)| (n.into(), v.clone())));
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let action = self.at.as_ref().unwrap().join("/login").unwrap().to_string();
        self.ask("POST", &action, Some(&form)).await.expect(302)
    }

    /// Signs in, and gives the page that was wanted.
    pub async fn sign_in(&mut self, path: &str, role: &str) -> Reply {
        let back = self.pick(path, role, "good").await;
        self.follow(back).await
    }
}

/// The hidden fields of a page.
pub fn hidden(text: &str) -> Vec<(String, String)> {
    let inputs = text.split("<input type=\"hidden\" name=\"").skip(1);
    let pairs = inputs.filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((name.to_owned(), page::unescape(rest.split('"').next()?)))
    });
    pairs.collect()
}

//! The style sheet and the script: each under a name that its content gives, so that browsers keep it for good.

use bytes::Bytes;
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::read::GzEncoder;
use http::{HeaderMap, StatusCode, header};
use onramp_web::{Response, with_headers};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::sync::OnceLock;

/// What all pages share, then what is one area's own.
const STYLE: &str = concat!(
    include_str!("../assets/style/base.css"),
    include_str!("../assets/style/users.css"),
    include_str!("../assets/style/send.css"),
    include_str!("../assets/style/sends.css"),
    include_str!("../assets/style/dashboard.css"),
    include_str!("../assets/style/import.css"),
    include_str!("../assets/style/log.css"),
    include_str!("../assets/style/integrations.css"),
    include_str!("../assets/style/settings.css"),
);
const SCRIPT: &str = concat!(
    include_str!("../assets/script/base.js"),
    include_str!("../assets/script/users.js"),
    include_str!("../assets/script/send.js"),
    include_str!("../assets/script/sends.js"),
    include_str!("../assets/script/dashboard.js"),
    include_str!("../assets/script/import.js"),
    include_str!("../assets/script/log.js"),
    include_str!("../assets/script/integrations.js"),
    include_str!("../assets/script/settings.js"),
);

/// The names of what pages refer to.
#[derive(Debug)]
pub struct Assets {
    /// The style sheet's, such as `style.0123456789abcdef.css`.
    pub style: String,
    /// The script's.
    pub script: String,
    /// Packed when the first browser asks: most containers serve pages alone.
    packed_style: OnceLock<Option<Bytes>>,
    packed_script: OnceLock<Option<Bytes>>,
}

impl Default for Assets {
    fn default() -> Self {
        Self::new()
    }
}

impl Assets {
    /// The names, from what is in them.
    pub fn new() -> Self {
        let hash = |text: &str| HEXLOWER.encode(&Sha256::digest(text)[..8]);
        Self {
            style: format!("style.{}.css", hash(STYLE)),
            script: format!("script.{}.js", hash(SCRIPT)),
            packed_style: OnceLock::new(),
            packed_script: OnceLock::new(),
        }
    }

    /// What has that name, packed for a browser that takes it so.
    pub fn reply(&self, name: &str, asked: &HeaderMap) -> Option<Response> {
        let (kind, text, packed) = match name {
            name if name == self.style => ("text/css; charset=utf-8", STYLE, &self.packed_style),
            name if name == self.script => ("text/javascript; charset=utf-8", SCRIPT, &self.packed_script),
            _ => return None,
        };
        let mut headers = vec![
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::VARY, "accept-encoding"),
        ];
        let packed = takes_gzip(asked).then(|| packed.get_or_init(|| self::packed(text)).clone()).flatten();
        let Some(packed) = packed else { return Some(with_headers(StatusCode::OK, &headers, text)) };
        headers.push((header::CONTENT_ENCODING, "gzip"));
        Some(with_headers(StatusCode::OK, &headers, packed))
    }
}

/// Only what is the same for everybody is packed: the length of a packed page would tell of the secrets in it.
fn packed(text: &str) -> Option<Bytes> {
    let mut packed = Vec::new();
    GzEncoder::new(text.as_bytes(), Compression::best()).read_to_end(&mut packed).ok()?;
    Some(packed.into())
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    let wanted = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    wanted.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused =
            |part: &str| part.strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        gzip && !parts.any(refused)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn taking(what: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(what))])
    }

    #[test]
    fn a_style_sheet_is_packed_for_those_who_take_it_so() {
        let assets = Assets::new();
        for (what, packed) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip;q=0.000, br", false),
            ("br", false),
            ("", false),
        ] {
            let reply = assets.reply(&assets.style, &taking(what)).unwrap();
            assert_eq!(reply.headers().contains_key(header::CONTENT_ENCODING), packed, "{what}");
            assert_eq!(reply.body().len() < STYLE.len() / 2, packed, "{what}");
            assert_eq!(reply.headers()[header::VARY], "accept-encoding");
        }
    }
}

//! The style sheet and the script: each under a name that its content gives, so that browsers keep it for good.

use crate::Stop;
use data_encoding::HEXLOWER;
use http::{StatusCode, header};
use onramp_web::{Response, with_headers};
use sha2::{Digest, Sha256};

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
        Self { style: format!("style.{}.css", hash(STYLE)), script: format!("script.{}.js", hash(SCRIPT)) }
    }

    /// What has that name.
    pub fn reply(&self, name: &str) -> Result<Response, Stop> {
        let (kind, text) = match name {
            name if name == self.style => ("text/css; charset=utf-8", STYLE),
            name if name == self.script => ("text/javascript; charset=utf-8", SCRIPT),
            _ => return Err(Stop::NotFound),
        };
        let headers = [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        Ok(with_headers(StatusCode::OK, &headers, text))
    }
}

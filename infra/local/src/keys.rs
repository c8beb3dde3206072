//! The keys of a local stack, made once and kept in its folder.

use crate::{LocalError, private_file};
use data_encoding::{BASE64, HEXLOWER};
use onramp_aws::SystemChance;
use onramp_usecases::ports::Chance;
use ring::rand::SystemRandom;
use ring::signature::Ed25519KeyPair;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The keys, as text.
#[derive(Serialize, Deserialize)]
pub struct Keys {
    /// The code key, in hexadecimal digits.
    pub code: String,
    /// The text from which the key of cursors is made.
    pub cursor: String,
    /// The issuer's Ed25519 key (PKCS#8), in base64.
    pub issuer: String,
}

impl Keys {
    fn new() -> Result<Self, LocalError> {
        let issuer_key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
            .map_err(|_| LocalError::Keys("the system gives no randomness for a key".into()))?;
        let random = || HEXLOWER.encode(&SystemChance.bits().to_be_bytes());
        Ok(Self {
            code: format!("{}{}", random(), random()),
            cursor: random(),
            issuer: BASE64.encode(issuer_key.as_ref()),
        })
    }

    /// The keys kept in a folder; made there if there are none.
    pub fn kept_in(folder: &Path) -> Result<Self, LocalError> {
        let path = folder.join("keys.json");
        let shown = path.display().to_string();
        if path.exists() {
            let text = std::fs::read(&path).map_err(LocalError::io(format!("{shown} cannot be read")))?;
            return serde_json::from_slice(&text).map_err(|_| {
                LocalError::Keys(format!(
                    "{shown} is damaged; restore it, or delete the folder to start anew"
                ))
            });
        }
        let keys = Self::new()?;
        let text = serde_json::to_vec_pretty(&keys).unwrap_or_default();
        private_file::write(&path, &text).map_err(LocalError::io(format!("{shown} cannot be written")))?;
        Ok(keys)
    }
}

//! HTTPS on a laptop: a CA that is made once, and a certificate of it for each start.

use crate::LocalError;
use crate::keys::write_private;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, SanType,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// What HTTPS is served with.
pub struct Tls {
    /// The CA's certificate, for clients to trust.
    pub ca: PathBuf,
    /// The server's side.
    pub config: Arc<ServerConfig>,
}

/// The CA kept in a folder, made there if there is none, and a fresh certificate of it for this machine's names.
pub fn kept_in(folder: &Path, now: i64) -> Result<Tls, LocalError> {
    let (ca, key) = (folder.join("ca.pem"), folder.join("ca.key.pem"));
    let now = OffsetDateTime::from_unix_timestamp(now).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let unusable = |error: &dyn std::fmt::Display| {
        let (ca, key) = (ca.display(), key.display());
        LocalError::Keys(format!(
            "the certificates {ca} and {key} cannot be used ({error}); delete both to make new ones"
        ))
    };
    if !ca.exists() || !key.exists() {
        make_ca(&ca, &key, now)?;
    }
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| unusable(&error));
    let ca_key = KeyPair::from_pem(&read(&key)?).map_err(|error| unusable(&error))?;
    let issuer = Issuer::from_ca_cert_pem(&read(&ca)?, ca_key).map_err(|error| unusable(&error))?;
    let config = server(&issuer, now).map_err(|error| unusable(&error))?;
    Ok(Tls { ca, config: Arc::new(config) })
}

fn named(name: &str) -> DistinguishedName {
    let mut names = DistinguishedName::new();
    names.push(DnType::CommonName, name);
    names
}

fn make_ca(path: &Path, key_path: &Path, now: OffsetDateTime) -> Result<(), LocalError> {
    let failed = |error: rcgen::Error| LocalError::Keys(format!("no CA could be made: {error}"));
    let key = KeyPair::generate().map_err(failed)?;
    let mut params = CertificateParams::default();
    params.distinguished_name = named("Onramp local CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = now - Duration::days(1);
    params.not_after = now + Duration::days(3_650);
    let certificate = params.self_signed(&key).map_err(failed)?;
    let written = write_private(key_path, key.serialize_pem().as_bytes())
        .and_then(|()| std::fs::write(path, certificate.pem()));
    written.map_err(LocalError::io(format!("{} cannot be written", path.display())))
}

fn server(
    issuer: &Issuer<'_, KeyPair>,
    now: OffsetDateTime,
) -> Result<ServerConfig, Box<dyn std::error::Error>> {
    let key = KeyPair::generate()?;
    // Some clients compare an address with DNS names only, so 127.0.0.1 stands there too.
    let mut params = CertificateParams::new(vec!["localhost".to_owned()])?;
    params.subject_alt_names.extend([
        SanType::DnsName("127.0.0.1".try_into()?),
        SanType::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        SanType::IpAddress(IpAddr::V6(Ipv6Addr::LOCALHOST)),
    ]);
    params.distinguished_name = named("Onramp on this machine");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    params.not_before = now - Duration::days(1);
    params.not_after = now + Duration::days(30);
    let certificate = params.signed_by(&key, issuer)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ca_is_made_once_and_a_damaged_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let first = std::fs::read(kept_in(folder.path(), 1_800_000_000).unwrap().ca).unwrap();
        let tls = kept_in(folder.path(), 1_800_000_100).unwrap();
        assert_eq!(std::fs::read(&tls.ca).unwrap(), first);
        std::fs::write(&tls.ca, "not a certificate").unwrap();
        let error = kept_in(folder.path(), 1_800_000_200).err().unwrap().to_string();
        assert!(error.contains("ca.pem") && error.contains("delete both"), "{error}");
    }
}

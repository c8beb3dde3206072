//! HTTPS on a laptop: a CA that is made once, for clients to trust, and a fresh certificate of it at each start.

use crate::private_file;
use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SanType,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

const CA_NAME: &str = "Onramp local CA";
const CA_LIFE: Duration = Duration::days(3_650);
const LEAF_LIFE: Duration = Duration::days(30);
/// For clients whose clocks are behind.
const BACKDATED: Duration = Duration::days(1);

/// Why HTTPS cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file of the CA cannot be read or written.
    #[error("{} cannot be used: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The CA that is there is of no use.
    #[error("{} {wrong}; delete both {} and {} to have a new CA made", path.display(), ca.display(), key.display())]
    Unusable {
        /// The file that is wrong.
        path: PathBuf,
        /// What is wrong with it.
        wrong: &'static str,
        /// The CA's certificate.
        ca: PathBuf,
        /// The CA's key.
        key: PathBuf,
    },
    /// A certificate could not be made.
    #[error("no certificate could be made: {0}")]
    Make(#[from] rcgen::Error),
    /// The server's side could not be set up.
    #[error("HTTPS could not be set up: {0}")]
    Setup(#[from] rustls::Error),
}

/// What HTTPS on this machine is served with.
#[derive(Debug)]
pub struct Certificates {
    ca: PathBuf,
    config: ServerConfig,
}

impl Certificates {
    /// The CA of a folder, made there if there is none, and a fresh certificate of it for this machine's names.
    /// `now` is the real time, which clients go by, not one that was moved for a test.
    pub fn in_dir(dir: &Path, now: Timestamp) -> Result<Self, TlsError> {
        let now = OffsetDateTime::from_unix_timestamp(now.as_second()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let files = Files { ca: dir.join("ca.pem"), key: dir.join("ca.key.pem") };
        // The key is written first, so a key alone is what a crash left of a CA that nobody can have trusted yet.
        if !files.ca.exists() {
            files.make(dir, now)?;
        }
        let issuer = files.read(now)?;
        Ok(Self { config: server(&issuer, now)?, ca: files.ca })
    }

    /// The CA's certificate, for clients to trust.
    pub fn ca_path(&self) -> &Path {
        &self.ca
    }

    /// The server's side: HTTP/1.1 over TLS 1.2 and 1.3.
    pub fn server_config(&self) -> ServerConfig {
        self.config.clone()
    }
}

struct Files {
    ca: PathBuf,
    key: PathBuf,
}

impl Files {
    fn make(&self, dir: &Path, now: OffsetDateTime) -> Result<(), TlsError> {
        let key = KeyPair::generate()?;
        let mut params = named(CA_NAME, now, CA_LIFE);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = params.self_signed(&key)?;
        std::fs::create_dir_all(dir).map_err(unusable(dir))?;
        private_file::write(&self.key, key.serialize_pem().as_bytes()).map_err(unusable(&self.key))?;
        private_file::write(&self.ca, certificate.pem().as_bytes()).map_err(unusable(&self.ca))
    }

    fn read(&self, now: OffsetDateTime) -> Result<Issuer<'static, KeyPair>, TlsError> {
        let wrong = |path: &Path, wrong| TlsError::Unusable {
            path: path.to_path_buf(),
            wrong,
            ca: self.ca.clone(),
            key: self.key.clone(),
        };
        let read = |path: &Path| match std::fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(wrong(path, "is missing")),
            read => read.map_err(unusable(path)),
        };
        let pem = read(&self.ca)?;
        let damaged = || wrong(&self.ca, "is not a certificate");
        let der = CertificateDer::from_pem_slice(&pem).map_err(|_| damaged())?;
        let (_, ca) = x509_parser::parse_x509_certificate(&der).map_err(|_| damaged())?;
        if ca.validity().not_after.timestamp() <= now.unix_timestamp() {
            return Err(wrong(&self.ca, "has expired"));
        }
        let pem = read(&self.key)?;
        let key = std::str::from_utf8(&pem).ok().and_then(|pem| KeyPair::from_pem(pem).ok());
        let key = key.ok_or_else(|| wrong(&self.key, "is not a key"))?;
        if ca.public_key().subject_public_key.data != key.public_key_raw() {
            return Err(wrong(&self.key, "is the key of another certificate"));
        }
        Issuer::from_ca_cert_der(&der, key).map_err(|_| damaged())
    }
}

fn unusable(path: &Path) -> impl FnOnce(io::Error) -> TlsError {
    let path = path.to_path_buf();
    move |source| TlsError::File { path, source }
}

fn named(name: &str, now: OffsetDateTime, life: Duration) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = now - BACKDATED;
    params.not_after = now + life;
    params
}

fn server(issuer: &Issuer<'_, KeyPair>, now: OffsetDateTime) -> Result<ServerConfig, TlsError> {
    let key = KeyPair::generate()?;
    let mut params = named("Onramp on this machine", now, LEAF_LIFE);
    params.subject_alt_names = vec![
        SanType::DnsName("localhost".try_into()?),
        // Some clients look for an address among the DNS names only.
        SanType::DnsName("127.0.0.1".try_into()?),
        SanType::IpAddress(Ipv4Addr::LOCALHOST.into()),
        SanType::IpAddress(Ipv6Addr::LOCALHOST.into()),
    ];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let certificate = params.signed_by(&key, issuer)?;
    // Named here, since a process may hold several providers and then has no default one.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConnection};
    use std::fs;

    fn certificates(dir: &Path) -> Result<Certificates, TlsError> {
        Certificates::in_dir(dir, Timestamp::now())
    }

    /// Shakes hands over buffers in memory, without a network.
    fn shake_hands(server: &Certificates, trusted: &Path, name: &str) -> Result<Vec<u8>, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(trusted).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let name = name.to_owned().try_into().unwrap();
        let mut client = ClientConnection::new(Arc::new(config), name)?;
        let mut server = ServerConnection::new(Arc::new(server.server_config()))?;
        while client.is_handshaking() || server.is_handshaking() {
            let mut wire = Vec::new();
            while client.wants_write() {
                client.write_tls(&mut wire).unwrap();
            }
            server.read_tls(&mut wire.as_slice()).unwrap();
            server.process_new_packets()?;
            wire.clear();
            while server.wants_write() {
                server.write_tls(&mut wire).unwrap();
            }
            client.read_tls(&mut wire.as_slice()).unwrap();
            client.process_new_packets()?;
        }
        Ok(client.alpn_protocol().unwrap_or_default().to_vec())
    }

    #[test]
    fn a_client_that_trusts_the_ca_connects_by_each_name_of_this_machine() {
        let dir = tempfile::tempdir().unwrap();
        let server = certificates(dir.path()).unwrap();
        for name in ["localhost", "127.0.0.1", "::1"] {
            assert_eq!(shake_hands(&server, server.ca_path(), name).unwrap(), b"http/1.1", "{name}");
        }
        assert!(shake_hands(&server, server.ca_path(), "example.org").is_err());
    }

    #[test]
    fn the_ca_is_made_once_and_the_certificate_at_each_start() {
        let dir = tempfile::tempdir().unwrap();
        let first = certificates(dir.path()).unwrap();
        let ca = fs::read(first.ca_path()).unwrap();
        let second = certificates(dir.path()).unwrap();
        assert_eq!(fs::read(second.ca_path()).unwrap(), ca);
        assert!(shake_hands(&second, first.ca_path(), "localhost").is_ok());
        let other = tempfile::tempdir().unwrap();
        let stranger = certificates(other.path()).unwrap();
        assert!(shake_hands(&second, stranger.ca_path(), "localhost").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        certificates(dir.path()).unwrap();
        let mode = fs::metadata(dir.path().join("ca.key.pem")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_ca_of_no_use_is_named_with_what_to_do_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let (ca, key) = (dir.path().join("ca.pem"), dir.path().join("ca.key.pem"));
        certificates(dir.path()).unwrap();
        let other = tempfile::tempdir().unwrap();
        certificates(other.path()).unwrap();
        let refused = |file: &Path, wrong: &str| {
            let error = certificates(dir.path()).unwrap_err().to_string();
            let begins = format!("{} {wrong}; delete both ", file.display());
            assert!(error.starts_with(&begins) && error.contains("ca.pem and "), "{error}");
        };
        let good = fs::read(&key).unwrap();
        fs::copy(other.path().join("ca.key.pem"), &key).unwrap();
        refused(&key, "is the key of another certificate");
        fs::write(&key, [0xff, 0xfe]).unwrap();
        refused(&key, "is not a key");
        fs::remove_file(&key).unwrap();
        refused(&key, "is missing");
        fs::write(&key, good).unwrap();
        fs::write(&ca, "torn").unwrap();
        refused(&ca, "is not a certificate");
        fs::remove_file(&ca).unwrap();
        assert!(certificates(dir.path()).is_ok());
    }

    #[test]
    fn a_ca_serves_for_ten_years_and_then_says_that_it_has_expired() {
        let dir = tempfile::tempdir().unwrap();
        let at = |days: i64| Timestamp::from_second(1_795_528_800 + days * 86_400).unwrap();
        Certificates::in_dir(dir.path(), at(0)).unwrap();
        Certificates::in_dir(dir.path(), at(3_649)).unwrap();
        let error = Certificates::in_dir(dir.path(), at(3_650)).unwrap_err().to_string();
        assert!(error.contains("ca.pem has expired; delete both"), "{error}");
    }
}

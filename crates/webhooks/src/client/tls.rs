//! Which certificates are believed. There is no way not to check them.

use std::fmt;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use super::ClientError;

/// The authorities that certificates are checked against: those of Mozilla's programme, which the program brings along,
/// and those that an operator adds.
#[derive(Clone, Default)]
pub struct TlsRoots {
    added: Vec<CertificateDer<'static>>,
}

/// Why authorities cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// The text has no certificate in PEM form, or one that is broken.
    #[error("must hold at least one certificate in PEM form")]
    Pem,
    /// A certificate cannot be an authority's.
    #[error("a certificate of an authority cannot be used")]
    Root(#[source] rustls::Error),
    /// The encryption cannot be set up.
    #[error("the encryption cannot be set up")]
    Setup(#[source] rustls::Error),
}

impl TlsRoots {
    /// The same with the authorities of a PEM text added.
    ///
    /// # Errors
    /// [`TlsError::Pem`].
    pub fn with_pem(mut self, pem: &[u8]) -> Result<Self, TlsError> {
        let before = self.added.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            self.added.push(certificate.map_err(|_| TlsError::Pem)?);
        }
        if self.added.len() == before { Err(TlsError::Pem) } else { Ok(self) }
    }
}

impl fmt::Debug for TlsRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TlsRoots({} added)", self.added.len())
    }
}

pub(super) fn connector(roots: &TlsRoots) -> Result<TlsConnector, TlsError> {
    let mut store = RootCertStore::empty();
    store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    for root in &roots.added {
        store.add(root.clone()).map_err(TlsError::Root)?;
    }
    // Named, because the one for the whole process is whatever another library has set.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Setup)?
        .with_root_certificates(store)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

/// The name that the certificate must be for.
pub(super) fn server_name(url: &Url) -> Result<ServerName<'static>, ClientError> {
    match url.host() {
        Some(Host::Ipv4(address)) => Ok(ServerName::IpAddress(std::net::IpAddr::from(address).into())),
        Some(Host::Ipv6(address)) => Ok(ServerName::IpAddress(std::net::IpAddr::from(address).into())),
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            ServerName::try_from(name.to_owned()).map_err(|_| ClientError::Tls)
        }
        None => Err(ClientError::Tls),
    }
}

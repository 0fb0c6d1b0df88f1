//! Handing mails to a mail server that behaves, and to one that does not. `tests/end_to_end/mail` has a real one.

mod encryption;
mod handing_over;
mod refusals;
mod relay;

use std::sync::Arc;
use std::time::Duration;

use latchstring_email::transport::{Envelope, Login, SmtpSettings, SmtpTls, SmtpTransport};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use crate::world::address;
use relay::{Does, Manner, Relay};

const PASSWORD: &str = "correct horse";

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate for this name, by this authority, valid until the end of this year.
fn certified(authority: &Authority, name: &str, until: i32) -> TlsAcceptor {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(until, 12, 31);
    let certificate = params.signed_by(&key, authority).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// To this machine, in the clear, unless a test has it otherwise.
fn settings(relay: &Relay) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".to_owned(),
        port: relay.address.port(),
        tls: SmtpTls::None,
        authorities: None,
        login: None,
        hello: "links.example.com".to_owned(),
        timeout: Duration::from_secs(10),
        connections: 2,
    }
}

fn login() -> Option<Login> {
    Some(Login { username: "latchstring".to_owned(), password: PASSWORD.into() })
}

fn transport(settings: SmtpSettings) -> SmtpTransport {
    SmtpTransport::new(settings).unwrap()
}

fn envelope(to: &str, bytes: &str) -> Envelope {
    Envelope {
        id: uuid::Uuid::from_u128(7),
        from: address("connect@latchstring.example"),
        to: address(to),
        bytes: bytes.as_bytes().to_vec(),
    }
}

const MAIL: &str = "Subject: hello\r\n\r\nsee https://links.example.com/p/i/lsi_secret\r\n";

fn to_dana() -> Envelope {
    envelope("Dana@Harbour.example", MAIL)
}

async fn relay(instead: Vec<(&'static str, Does)>) -> Relay {
    Relay::start(Manner { instead, ..Manner::default() }).await
}

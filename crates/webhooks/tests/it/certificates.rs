//! Which certificates are believed: those of an authority that is trusted, for the name, and in their time.

use std::sync::Arc;

use async_trait::async_trait;
use http::{HeaderMap, Method};
use latchstring_webhooks::{
    ClientError, GuardedClient, GuardedRequest, Networks, Policy, PortRange, Resolver, TlsRoots,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use crate::receiver::{Does, Receiver};

struct Loopback;

#[async_trait]
impl Resolver for Loopback {
    async fn resolve(&self, _: &str) -> std::io::Result<Vec<std::net::IpAddr>> {
        Ok(vec![std::net::Ipv4Addr::LOCALHOST.into()])
    }
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A receiver whose certificate is for this name, by this authority, valid until the end of this year.
async fn receiver(authority: &CertifiedIssuer<'static, KeyPair>, name: &str, until: i32) -> Receiver {
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
    Receiver::behind(TlsAcceptor::from(Arc::new(config)), Does::answers(200, "", "ok")).await
}

async fn send(roots: &TlsRoots, name: &str, receiver: &Receiver) -> Result<u16, ClientError> {
    let policy = Policy::default().with_networks(Networks::loopback()).with_ports(vec![PortRange::ANY]);
    let client = GuardedClient::new(policy, roots).unwrap().with_resolver(Arc::new(Loopback));
    let request = GuardedRequest {
        method: Method::POST,
        url: format!("https://{name}:{}/hook", receiver.address.port()),
        headers: HeaderMap::new(),
        body: "{}".into(),
        plain_http: true,
    };
    client.send(request).await.map(|answer| answer.status)
}

fn trusting(authority: &CertifiedIssuer<'static, KeyPair>) -> TlsRoots {
    TlsRoots::default().with_pem(authority.pem().as_bytes()).unwrap()
}

#[tokio::test]
async fn t117_a_certificate_of_a_trusted_authority_for_the_name_is_believed() {
    let authority = authority();
    let receiver = receiver(&authority, "hooks.example.com", 4000).await;
    assert_eq!(send(&trusting(&authority), "hooks.example.com", &receiver).await.unwrap(), 200);
    assert_eq!(send(&trusting(&authority), "hooks.example.com.", &receiver).await.unwrap(), 200);
    let came = receiver.came();
    assert!(came[0].head.starts_with("POST /hook HTTP/1.1"), "{}", came[0].head);
    assert_eq!(came[0].body, b"{}");
}

#[tokio::test]
async fn t117_no_other_certificate_is() {
    let (trusted, other) = (authority(), authority());
    let roots = trusting(&trusted);
    let strangers = receiver(&other, "hooks.example.com", 4000).await;
    let wrong_name = receiver(&trusted, "other.example.com", 4000).await;
    let expired = receiver(&trusted, "hooks.example.com", 2021).await;
    let good = receiver(&trusted, "hooks.example.com", 4000).await;
    for (receiver, what) in
        [(&strangers, "self-made"), (&wrong_name, "for another name"), (&expired, "expired")]
    {
        let refused = send(&roots, "hooks.example.com", receiver).await;
        assert!(matches!(refused, Err(ClientError::Tls)), "{what}");
        assert_eq!(receiver.came().len(), 0, "{what}: nothing was said");
    }
    assert!(matches!(send(&TlsRoots::default(), "hooks.example.com", &good).await, Err(ClientError::Tls)));
    assert_eq!(send(&roots, "hooks.example.com", &good).await.unwrap(), 200);
}

#[test]
fn a_file_of_authorities_has_to_have_one() {
    for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"] {
        assert!(TlsRoots::default().with_pem(text.as_bytes()).is_err(), "{text:?}");
    }
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let roots = TlsRoots::default().with_pem(broken.as_bytes()).unwrap();
    assert!(GuardedClient::new(Policy::default(), &roots).is_err());
}

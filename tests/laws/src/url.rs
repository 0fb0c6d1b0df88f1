use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use latchstring_domain::webhook::EndpointUrl;
use latchstring_webhooks::Policy;
use url::{Host, Url};

/// An endpoint's address that is accepted is `http` or `https`, names no user and no fragment, and means to the `url` crate what
/// it means to us. Where it names an address, and where it is read as one, no private one passes the guard.
pub fn webhook_url(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(address) = text.parse::<IpAddr>() {
        guarded(address);
    }
    let Ok(endpoint) = EndpointUrl::parse(&text) else { return };
    let read = match Url::parse(endpoint.as_str()) {
        Ok(read) => read,
        Err(error) => panic!("{:?} was accepted: {error}", endpoint.as_str()),
    };
    assert!(["http", "https"].contains(&read.scheme()), "{read}");
    assert_eq!(read.scheme() == "https", endpoint.is_https(), "{read}");
    assert!(read.username().is_empty() && read.password().is_none(), "{read} names a user");
    assert!(read.fragment().is_none(), "{read} has a fragment");
    assert_eq!(read.origin().ascii_serialization(), endpoint.origin(), "{read}");
    match read.host() {
        Some(Host::Ipv4(address)) => guarded(address.into()),
        Some(Host::Ipv6(address)) => guarded(address.into()),
        Some(Host::Domain(name)) => assert!(!name.is_empty(), "{read} has no host"),
        None => panic!("{read} has no host"),
    }
}

/// The standard library's own idea of what is no business of the outside, as far as it is stable.
fn is_private(address: IpAddr) -> bool {
    let v4 = |address: Ipv4Addr| {
        address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || address.is_unspecified()
            || address.is_broadcast()
            || address.is_multicast()
            || address.is_documentation()
    };
    match address {
        IpAddr::V4(address) => v4(address),
        IpAddr::V6(address) => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_multicast()
                || address.is_unique_local()
                || address.is_unicast_link_local()
                || address.to_ipv4_mapped().is_some_and(v4)
        }
    }
}

fn guarded(address: IpAddr) {
    if is_private(address) {
        let passed = Policy::default().check(SocketAddr::new(address, 443));
        assert!(passed.is_err(), "{address} passes the guard");
    }
}

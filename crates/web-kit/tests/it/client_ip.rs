use std::net::IpAddr;

use http::{HeaderMap, HeaderValue};
use latchstring_web_kit::client_ip::{Cidr, CidrError, TrustedProxies, rate_bucket};
use proptest::prelude::*;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn trusting(networks: &[&str]) -> TrustedProxies {
    networks.iter().map(|network| network.parse::<Cidr>().unwrap()).collect()
}

fn forwarded(lines: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
    }
    headers
}

#[test]
fn t068_without_trusted_proxies_forwarding_headers_are_ignored() {
    let mut headers = forwarded(&["198.51.100.7"]);
    headers.append("forwarded", HeaderValue::from_static("for=198.51.100.7"));
    headers.append("x-real-ip", HeaderValue::from_static("198.51.100.7"));
    assert_eq!(TrustedProxies::none().client_ip(ip("203.0.113.9"), &headers), ip("203.0.113.9"));
    assert_eq!(trusting(&["10.0.0.0/8"]).client_ip(ip("203.0.113.9"), &headers), ip("203.0.113.9"));
}

#[test]
fn t068_forged_left_entries_are_ignored() {
    let proxies = trusting(&["10.0.0.0/8", "2001:db8:1::/48"]);
    let peer = ip("10.0.0.1");
    for (lines, client) in [
        (vec!["1.1.1.1, 198.51.100.7"], "198.51.100.7"),
        (vec!["10.9.9.9, 198.51.100.7, 10.0.0.2"], "198.51.100.7"),
        (vec!["1.1.1.1", "198.51.100.7", "2001:db8:1::5,10.0.0.2"], "198.51.100.7"),
        (vec!["1.1.1.1", "198.51.100.7:4711"], "198.51.100.7"),
        (vec!["[2001:db8:2::9]:443"], "2001:db8:2::9"),
        (vec!["[2001:db8:2::9]"], "2001:db8:2::9"),
        (vec!["::ffff:198.51.100.7"], "198.51.100.7"),
        (vec!["1.1.1.1, unknown, 10.0.0.2"], "10.0.0.2"),
        (vec!["1.1.1.1,, 10.0.0.2"], "10.0.0.2"),
        (vec!["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        (vec![], "10.0.0.1"),
    ] {
        assert_eq!(proxies.client_ip(peer, &forwarded(&lines)), ip(client), "{lines:?}");
    }
    assert_eq!(proxies.client_ip(ip("::ffff:10.0.0.1"), &forwarded(&["198.51.100.7"])), ip("198.51.100.7"));
}

#[test]
fn t068_a_slash_64_is_one_bucket_and_so_are_all_spellings() {
    let bucket = |text: &str| rate_bucket(ip(text)).to_string();
    assert_eq!(bucket("2001:db8:1:2::1"), "2001:db8:1:2::/64");
    assert_eq!(bucket("2001:DB8:1:2:ffff:ffff:ffff:ffff"), "2001:db8:1:2::/64");
    assert_ne!(bucket("2001:db8:1:3::1"), bucket("2001:db8:1:2::1"));
    assert_eq!(bucket("::ffff:1.2.3.4"), "1.2.3.4");
    assert_eq!(bucket("::FFFF:102:304"), bucket("1.2.3.4"));
}

#[test]
fn a_network_is_parsed_strictly() {
    let parse = |text: &str| text.parse::<Cidr>();
    assert_eq!(parse("::ffff:10.0.0.0/104").unwrap().to_string(), "10.0.0.0/8");
    assert_eq!(parse("192.0.2.1").unwrap().to_string(), "192.0.2.1/32");
    assert!(parse("0.0.0.0/0").unwrap().contains(ip("::ffff:8.8.8.8")));
    assert!(!parse("::/0").unwrap().contains(ip("8.8.8.8")));
    assert_eq!(parse("10.0.0.0/33"), Err(CidrError::Prefix { max: 32 }));
    assert_eq!(parse("10.0.0.0/+8"), Err(CidrError::Prefix { max: 32 }));
    assert_eq!(parse("10.0.0.0/"), Err(CidrError::Prefix { max: 32 }));
    assert_eq!(parse("::ffff:10.0.0.0/64"), Err(CidrError::Prefix { max: 32 }));
    assert_eq!(parse("2001:db8::/129"), Err(CidrError::Prefix { max: 128 }));
    assert_eq!(parse("localhost/8"), Err(CidrError::Address));
    assert_eq!(
        parse("10.1.2.3/8").unwrap_err().to_string(),
        "the address has bits beyond the prefix; did you mean 10.0.0.0/8?"
    );
}

proptest! {
    #[test]
    fn t068_nothing_left_of_the_real_client_changes_the_answer(forged in "[0-9a-f.:, \\[\\]x]{0,60}") {
        let proxies = trusting(&["10.0.0.0/8"]);
        let line = format!("{forged},198.51.100.7");
        prop_assert_eq!(proxies.client_ip(ip("10.0.0.1"), &forwarded(&[&forged, &line])), ip("198.51.100.7"));
    }
}

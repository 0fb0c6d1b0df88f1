//! Which addresses are the internet's.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use latchstring_webhooks::{Forbidden, Networks, Policy};
use proptest::prelude::*;

/// Everything that T110 names, and the ends of the ranges. `64:ff9c::1` and others outside of 2000::/3 are nobody's: see
/// decision 0015.
const REFUSED: &[&str] = &[
    "127.0.0.1",
    "127.255.255.255",
    "0.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "169.254.169.254",
    "169.254.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fc00::1",
    "fdff::1",
    "fe80::1",
    "ff02::2",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "2002:a00:1::1",
    "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "2001:20::1",
    "3fff::1",
    "fd00:ec2::254",
    "fec0::1",
    "100::1",
    "5f00::1",
    "64:ff9c::1",
    "4000::1",
];

const ALLOWED: &[&str] = &[
    "8.8.8.8",
    "1.1.1.1",
    "100.63.255.254",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "198.17.255.255",
    "198.20.0.1",
    "223.255.255.255",
    "::ffff:8.8.8.8",
    "2606:4700:4700::1111",
    "2a00:1450::1",
    "2001:200::1",
    "2001:db7:ffff::1",
    "2003::1",
];

fn check(policy: &Policy, address: &str) -> Result<(), Forbidden> {
    policy.check(SocketAddr::new(address.parse().unwrap(), 443))
}

#[test]
fn t110_what_is_not_on_the_internet_is_refused_and_nothing_else() {
    for address in REFUSED.iter().copied() {
        assert_eq!(check(&Policy::default(), address), Err(Forbidden::Address), "{address}");
    }
    for address in ALLOWED.iter().copied() {
        assert_eq!(check(&Policy::default(), address), Ok(()), "{address}");
    }
}

#[test]
fn t115_other_ports_are_for_the_operator_to_allow() {
    let on = |policy: &Policy, port| policy.check(SocketAddr::new(Ipv4Addr::new(8, 8, 8, 8).into(), port));
    for port in [22, 25, 80, 442, 444, 5432, 8080, 0] {
        assert_eq!(on(&Policy::default(), port), Err(Forbidden::Port), "{port}");
    }
    assert_eq!(on(&Policy::default(), 443), Ok(()));
    let ports = ["443", "8000-8002"].map(|text| text.parse().unwrap());
    let policy = Policy::default().with_ports(ports.into());
    assert_eq!([443, 8000, 8002].map(|port| on(&policy, port)), [Ok(()); 3]);
    assert_eq!([7999, 8003, 444].map(|port| on(&policy, port)), [Err(Forbidden::Port); 3]);
    for text in ["", "0", "65536", "9-8", "0-9", "1-", "-1", "80,81", " 80", "http"] {
        assert!(text.parse::<latchstring_webhooks::PortRange>().is_err(), "{text:?}");
    }
}

#[test]
fn t115_t116_any_port_is_open_in_an_operators_networks_alone_where_that_was_asked_for() {
    let networks = Networks::parse(["10.1.0.0/16", "169.254.0.0/16"]).unwrap();
    let some = Policy::default().with_networks(networks);
    let at = |policy: &Policy, address: &str| policy.check(address.parse().unwrap());
    assert_eq!(at(&some, "10.1.2.3:8080"), Err(Forbidden::Port));
    let any = some.with_networks_at_any_port();
    assert_eq!(at(&any, "10.1.2.3:8080"), Ok(()));
    assert_eq!(at(&any, "8.8.8.8:443"), Ok(()));
    assert_eq!(at(&any, "8.8.8.8:8080"), Err(Forbidden::Port), "not on the internet");
    assert_eq!(at(&any, "10.2.0.1:8080"), Err(Forbidden::Address), "nor beside them");
    assert_eq!(at(&any, "169.254.169.254:80"), Err(Forbidden::Address));
}

#[test]
fn t116_an_operators_networks_are_open_and_what_hands_out_credentials_stays_closed() {
    let networks = ["10.1.0.0/16", "fd00::/8", "169.254.0.0/16", "100.64.0.0/10", "192.168.7.7"];
    let policy = Policy::default().with_networks(Networks::parse(networks).unwrap());
    for address in ["10.1.2.3", "::ffff:10.1.2.3", "fd12::1", "169.254.1.1", "192.168.7.7", "8.8.8.8"] {
        assert_eq!(check(&policy, address), Ok(()), "{address}");
    }
    let closed = [
        "10.2.0.1",
        "127.0.0.1",
        "::1",
        "192.168.7.8",
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "fd00:ec2::254",
        "fd20:ce::254",
    ];
    for address in closed {
        assert_eq!(check(&policy, address), Err(Forbidden::Address), "{address}");
    }
    for text in ["10.1.2.3/16", "10.1.0.0/33", "10.1", "example.com", "", "fd00::1/8"] {
        assert!(Networks::parse([text]).is_err(), "{text:?}");
    }
}

#[test]
fn t115_a_server_does_not_send_to_itself() {
    let policy = Policy::default()
        .with_networks(Networks::loopback())
        .with_ports(vec!["1-65535".parse().unwrap()])
        .with_own_ports(vec![8080]);
    let to = |address: &str| policy.check(address.parse().unwrap());
    assert_eq!(to("127.0.0.1:8080"), Err(Forbidden::Own));
    assert_eq!(to("127.9.9.9:8080"), Err(Forbidden::Own));
    assert_eq!(to("[::1]:8080"), Err(Forbidden::Own));
    assert_eq!(to("127.0.0.1:8081"), Ok(()));
    assert_eq!(to("8.8.8.8:8080"), Ok(()));
}

proptest! {
    /// T110: an address that is refused is refused in every spelling of it, and nothing private gets through as another.
    #[test]
    fn t110_a_mapped_address_is_the_address_it_stands_for(bits in any::<u32>()) {
        let v4 = Ipv4Addr::from(bits);
        let policy = Policy::default();
        let verdict = |ip: IpAddr| policy.check(SocketAddr::new(ip, 443));
        prop_assert_eq!(verdict(v4.into()), verdict(v4.to_ipv6_mapped().into()));
        if v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast() || v4.is_broadcast()
            || v4.is_documentation() || v4.is_unspecified()
        {
            prop_assert_eq!(verdict(v4.into()), Err(Forbidden::Address));
        }
        let [a, b, c, d] = v4.octets();
        let hidden = |high: u16| Ipv6Addr::new(high, u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]), 0, 0, 0, 0, 1);
        prop_assert_eq!(verdict(hidden(0x2002).into()), Err(Forbidden::Address));
        let nat64 = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        prop_assert_eq!(verdict(nat64.into()), Err(Forbidden::Address));
    }

    /// T110: of IPv6, only what was given out for the internet.
    #[test]
    fn t110_no_ipv6_address_outside_of_the_global_range_passes(bits in any::<u128>()) {
        let ip = Ipv6Addr::from(bits);
        let verdict = Policy::default().check(SocketAddr::new(ip.into(), 443));
        if bits >> 125 != 1 && ip.to_ipv4_mapped().is_none() {
            prop_assert_eq!(verdict, Err(Forbidden::Address));
        }
    }

    /// T110: what is within a range of the list is refused, whatever the rest of it is.
    #[test]
    fn t110_the_whole_of_each_range_is_refused(low in any::<u32>(), which in 0_usize..9) {
        let (network, prefix) = [
            (0x0a00_0000_u32, 8), (0xac10_0000, 12), (0xc0a8_0000, 16), (0x6440_0000, 10), (0x7f00_0000, 8),
            (0xa9fe_0000, 16), (0xc612_0000, 15), (0xe000_0000, 4), (0xf000_0000, 4),
        ][which];
        let ip = Ipv4Addr::from(network | (low >> prefix));
        prop_assert_eq!(Policy::default().check(SocketAddr::new(ip.into(), 443)), Err(Forbidden::Address));
    }
}

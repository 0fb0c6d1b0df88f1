//! The one door: which format a text is, and what is never tried.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use latchstring_secrets::foreign_link::{Authentic, Fernet, LinkFormat, OpenForeignError};
use latchstring_secrets::link_message::{LinkKind, LinkMessage, OpenLinkError, seal_link};
use latchstring_secrets::link_openers::{
    AcceptLinkError, AcceptedLink, LinkOpeners, LinkOpenersError, Presented,
};
use latchstring_secrets::sealed_link::OpenError;
use proptest::prelude::*;

use super::{KEY, NOW, key, kind, mint, openers, source, to_company};
use crate::messages::{messages, plain};
use crate::support::{decode, encode, ring, rng};

/// Counts how often it is asked, and opens nothing.
#[derive(Debug)]
struct Spy {
    first_byte: u8,
    asked: Arc<AtomicUsize>,
}

impl LinkFormat for Spy {
    fn name(&self) -> &'static str {
        "spy"
    }

    fn first_byte(&self) -> u8 {
        self.first_byte
    }

    fn open(&self, _: &str) -> Result<Authentic<'_>, OpenForeignError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Err(OpenForeignError::Malformed)
    }
}

fn spied(first_byte: u8) -> (LinkOpeners, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let spy = Spy { first_byte, asked: Arc::clone(&asked) };
    (LinkOpeners::new(vec![Box::new(spy)]).unwrap(), asked)
}

fn fernet() -> Box<dyn LinkFormat> {
    Box::new(Fernet::new(vec![(source("old-portal", &[]), key(&KEY))]).unwrap())
}

#[test]
fn formats_that_cannot_be_told_apart_are_refused_at_start() {
    let spy = |first_byte| Box::new(Spy { first_byte, asked: Arc::default() }) as Box<dyn LinkFormat>;
    for ours in 0..0x20 {
        assert_eq!(LinkOpeners::new(vec![spy(ours)]).unwrap_err(), LinkOpenersError::Reserved("spy"));
    }
    assert!(LinkOpeners::new(vec![spy(0x20), fernet(), spy(0x7b)]).is_ok());
    let twins = LinkOpeners::new(vec![spy(0x20), fernet(), spy(0x80)]);
    assert_eq!(twins.unwrap_err(), LinkOpenersError::SameFirstByte("fernet", "spy"));
    let twins = LinkOpeners::new(vec![fernet(), fernet()]);
    assert_eq!(twins.unwrap_err(), LinkOpenersError::SameFirstByte("fernet", "fernet"));
}

#[test]
fn t024_only_the_format_of_the_first_byte_is_asked() {
    let ring = ring(24, 1);
    let text = seal_link(&ring, "co_a", &plain(), &mut rng(24)).unwrap();
    let mut envelope = decode(&text);
    let (openers, asked) = spied(0x7b);
    for byte in 0..=255 {
        envelope[0] = byte;
        let outcome = openers.open(&ring, &to_company("co_a", &encode(&envelope)), NOW);
        match byte {
            1 => assert!(outcome.is_ok()),
            0x7b => {
                let error = OpenForeignError::Malformed;
                assert_eq!(outcome, Err(AcceptLinkError::Foreign { format: "spy", error }));
            }
            _ => assert_eq!(outcome, Err(AcceptLinkError::UnknownFormat), "{byte}"),
        }
        assert_eq!(asked.load(Ordering::Relaxed), usize::from(byte >= 0x7b), "{byte}");
    }
}

#[test]
fn t024_what_fails_as_ours_is_tried_as_nothing_else_and_the_other_way_round() {
    let ring = ring(24, 1);
    let openers = openers();
    // A Fernet token dressed as ours, under every key there is, and ours dressed as Fernet.
    let mut foreign = decode(mint(&KEY, NOW.cast_unsigned(), &[7; 16], &[b' '; 31]).trim_end_matches('='));
    foreign[0] = 1;
    let outcome = openers.open(&ring, &to_company("co_a", &encode(&foreign)), NOW);
    assert!(matches!(outcome, Err(AcceptLinkError::Ours(OpenLinkError::Sealed(_)))), "{outcome:?}");
    let mut ours = decode(&seal_link(&ring, "co_a", &plain(), &mut rng(24)).unwrap());
    ours[0] = 0x80;
    for blocks in 0..16 {
        // Cut to every length, so that some have whole blocks of 16.
        let outcome = openers.open(&ring, &to_company("co_a", &encode(&ours[..ours.len() - blocks])), NOW);
        assert!(matches!(outcome, Err(AcceptLinkError::Foreign { format: "fernet", .. })), "{outcome:?}");
    }
    // Without the format, a genuine token is of no format at all.
    let genuine = mint(&KEY, NOW.cast_unsigned(), &[7; 16], br#"{"company":"4711"}"#);
    assert!(openers.open(&ring, &to_company("co_a", &genuine), NOW).is_ok());
    let none = LinkOpeners::default().open(&ring, &to_company("co_a", &genuine), NOW);
    assert_eq!(none, Err(AcceptLinkError::UnknownFormat));
}

#[test]
fn texts_of_no_format_are_refused_before_any_format_is_asked() {
    let (openers, asked) = spied(0x80);
    let ring = ring(1, 1);
    let long = format!("gAAA{}", "A".repeat(4093));
    for text in
        ["", "g", "gA", "gAA", "gAA=", "g\u{e9}AA", "....", "%%%%", "\u{1f511}", " gAA", long.as_str()]
    {
        let outcome = openers.open(&ring, &to_company("co_a", text), NOW);
        assert_eq!(outcome, Err(AcceptLinkError::UnknownFormat), "{text}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    openers.open(&ring, &to_company("co_a", &long[..4096]), NOW).unwrap_err();
    assert_eq!(asked.load(Ordering::Relaxed), 1, "the longest text is looked at");
}

#[test]
fn t022_a_link_of_another_company_or_kind_does_not_open() {
    let (ring, openers) = (ring(22, 1), openers());
    let open = |kind, public_company_id, payload: &[u8]| {
        let text = mint(&KEY, NOW.cast_unsigned(), &[7; 16], payload);
        openers.open(&ring, &Presented { kind, public_company_id, text: &text }, NOW)
    };
    let (making, repairing) = (br#"{"company":"4711"}"#, br#"{"company":"4711","connection":"K"}"#);
    assert!(open(LinkKind::Company, "co_a", making).is_ok());
    assert!(open(LinkKind::Connection, "co_a", repairing).is_ok());
    for (presented, payload) in [(LinkKind::Company, &making[..]), (LinkKind::Connection, repairing)] {
        for other in ["co_b", "4711", "", "co_a ", "CO_A", "co_aa"] {
            assert_eq!(kind(&open(presented, other, payload).unwrap_err()), "WrongCompany", "{other}");
        }
    }
    assert_eq!(kind(&open(LinkKind::Connection, "co_a", making).unwrap_err()), "BadPayload");
    assert_eq!(kind(&open(LinkKind::Company, "co_a", repairing).unwrap_err()), "BadPayload");
    // What else is wrong with another company's link does not matter under this one's URL.
    assert_eq!(kind(&open(LinkKind::Connection, "co_b", making).unwrap_err()), "WrongCompany");
}

#[test]
fn t034_times_of_other_systems_do_not_overflow() {
    let (ring, openers) = (ring(34, 1), openers());
    let at = |timestamp: u64, exp: i64, now: i64| {
        let payload = format!(r#"{{"company":"4711","exp":{exp}}}"#);
        let text = mint(&KEY, timestamp, &[7; 16], payload.as_bytes());
        openers.open(&ring, &to_company("co_a", &text), now).map(|link| link.issued_at())
    };
    for timestamp in [u64::MAX, 1 << 63, i64::MAX.cast_unsigned()] {
        assert_eq!(at(timestamp, i64::MAX, NOW), Err(AcceptLinkError::FromTheFuture));
    }
    assert_eq!(at(0, i64::MAX, NOW), Ok(0));
    assert!(matches!(at(0, i64::MIN, NOW), Err(AcceptLinkError::Expired { expired_at: i64::MIN, .. })));
    assert_eq!(at(0, 0, i64::MIN), Err(AcceptLinkError::FromTheFuture), "a clock far behind");
    assert!(matches!(at(u64::MAX, i64::MAX, i64::MAX), Err(AcceptLinkError::Expired { .. })));
}

#[test]
fn t034_an_expired_link_tells_its_id_and_its_bearer_only() {
    let (ring, openers) = (ring(34, 1), openers());
    let expiring = mint(&KEY, NOW.cast_unsigned(), &[7; 16], br#"{"company":"4711","exp":1800000060}"#);
    let valid = openers.open(&ring, &to_company("co_a", &expiring), NOW + 59).unwrap();
    assert_eq!((valid.issued_at(), valid.expires_at()), (NOW, Some(NOW + 60)));
    let expired = openers.open(&ring, &to_company("co_a", &expiring), NOW + 60);
    assert_eq!(expired, Err(AcceptLinkError::Expired { link_id: valid.link_id(), expired_at: NOW + 60 }));
    let stranger = openers.open(&ring, &to_company("co_b", &expiring), NOW + 60);
    assert_eq!(kind(&stranger.unwrap_err()), "WrongCompany");
}

proptest! {
    #[test]
    fn our_own_links_open_as_they_do_alone_when_they_are_in_time(
        message in messages(), now in any::<i64>(), seed in any::<u64>(),
    ) {
        let (ring, openers) = (ring(seed, 2), openers());
        let text = seal_link(&ring, "co_a", &message, &mut rng(seed)).unwrap();
        let presented = Presented { kind: message.target.kind(), public_company_id: "co_a", text: &text };
        let accepted = openers.open(&ring, &presented, now);
        if message.is_from_the_future(now, 60) {
            prop_assert_eq!(accepted, Err(AcceptLinkError::FromTheFuture));
        } else if message.is_expired(now) {
            let link_id = message.link_id;
            let expired_at = message.expires_at.unwrap();
            prop_assert_eq!(accepted, Err(AcceptLinkError::Expired { link_id, expired_at }));
        } else {
            let AcceptedLink::Ours(opened) = accepted.unwrap() else { panic!("ours") };
            prop_assert_eq!(opened.message, message);
        }
        let elsewhere = openers.open(&ring, &Presented { public_company_id: "co_b", ..presented }, now);
        prop_assert_eq!(elsewhere, Err(AcceptLinkError::Ours(OpenLinkError::Sealed(OpenError::BadTag))));
    }
}

#[test]
fn what_is_accepted_of_ours_has_its_own_id_and_times() {
    let (ring, openers) = (ring(1, 1), openers());
    let message = LinkMessage { issued_at: NOW - 5, expires_at: Some(NOW + 5), ..plain() };
    let text = seal_link(&ring, "co_a", &message, &mut rng(1)).unwrap();
    let link = openers.open(&ring, &to_company("co_a", &text), NOW).unwrap();
    let told = (link.link_id(), link.issued_at(), link.expires_at());
    assert_eq!(told, (message.link_id, NOW - 5, Some(NOW + 5)));
}

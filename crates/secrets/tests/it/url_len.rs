//! T030: how long a URL may be, and which field is named when it is longer.

use latchstring_secrets::link_message::{
    LinkMessage, LinkTarget, MAX_URL_LEN, Prefill, PrefillField, SealLinkError, UrlTooLong, seal_link,
};
use latchstring_secrets::sealed_link::SealError;
use proptest::prelude::*;

use crate::messages::{messages, plain};
use crate::support::{ring, rng};

const BEFORE: &str = "https://connect.example.org/p/connect/co_3vQB7B6MrGQZaxCuFg4ohZ/";

fn without(prefill: &Prefill, field: PrefillField) -> Prefill {
    let mut rest = prefill.clone();
    match field {
        PrefillField::Url => rest.url = None,
        PrefillField::ProviderId => rest.provider_id = None,
        PrefillField::SiteIds => rest.site_ids.clear(),
        PrefillField::UtilityTypes => rest.utility_types.clear(),
        PrefillField::Country => rest.country = None,
        PrefillField::OwnerEmail => rest.owner_email = None,
        PrefillField::CollectionStart => rest.collection_start = None,
        PrefillField::LockedFields => rest.locked_fields.clear(),
    }
    rest
}

/// Prefills of which each part may be the one that is too long, sized around what fits.
fn long_prefills() -> impl Strategy<Value = Prefill> {
    let text = || proptest::option::of("[a-z]{0,700}");
    let texts = || proptest::collection::vec("[a-z]{0,40}", 0..20);
    let sites = proptest::collection::vec(any::<[u8; 16]>(), 0..60);
    (text(), text(), sites, texts(), text(), text(), text(), texts()).prop_map(
        |(
            url,
            provider_id,
            site_ids,
            utility_types,
            country,
            owner_email,
            collection_start,
            locked_fields,
        )| {
            Prefill {
                url,
                provider_id,
                site_ids,
                utility_types,
                country,
                owner_email,
                collection_start,
                locked_fields,
            }
        },
    )
}

proptest! {
    #[test]
    fn t030_the_length_is_known_before_sealing(message in messages(), seed in any::<u64>()) {
        let sealed = seal_link(&ring(seed, 1), "co", &message, &mut rng(seed)).unwrap();
        let expected = BEFORE.len() + sealed.len();
        match message.url_len(BEFORE.len()) {
            Ok(len) => prop_assert_eq!(len, expected),
            Err(UrlTooLong { len, .. }) => prop_assert!(len == expected && len > MAX_URL_LEN),
        }
    }

    #[test]
    fn t030_the_named_field_is_the_one_whose_loss_helps_most(prefill in long_prefills()) {
        let len = |prefill: &Prefill| LinkMessage { prefill: prefill.clone(), ..plain() }.encode().len();
        let message = LinkMessage { prefill: prefill.clone(), ..plain() };
        match message.url_len(BEFORE.len()) {
            Ok(len) => prop_assert!(len <= MAX_URL_LEN),
            Err(UrlTooLong { len: too_long, field }) => {
                prop_assert!(too_long > MAX_URL_LEN);
                let best = PrefillField::ALL.map(|field| len(&without(&prefill, field))).into_iter().min();
                prop_assert_eq!(field.map(|field| len(&without(&prefill, field))), best);
            }
        }
    }
}

#[test]
fn t030_a_url_over_2000_characters_is_refused_naming_each_field() {
    let long = || "x".repeat(1600);
    let mut named = Vec::new();
    for field in PrefillField::ALL {
        let mut prefill = Prefill {
            owner_email: Some("a@b.example".into()),
            country: Some("DE".into()),
            ..Prefill::default()
        };
        match field {
            PrefillField::Url => prefill.url = Some(long()),
            PrefillField::ProviderId => prefill.provider_id = Some(long()),
            PrefillField::SiteIds => prefill.site_ids = vec![[9; 16]; 100],
            PrefillField::UtilityTypes => prefill.utility_types = vec!["ELECTRICITY".into(); 140],
            PrefillField::Country => prefill.country = Some(long()),
            PrefillField::OwnerEmail => prefill.owner_email = Some(long()),
            PrefillField::CollectionStart => prefill.collection_start = Some(long()),
            PrefillField::LockedFields => prefill.locked_fields = vec!["initialSites".into(); 130],
        }
        assert_eq!(prefill.largest_field().map(|(largest, _)| largest), Some(field));
        let refused = LinkMessage { prefill, ..plain() }.url_len(BEFORE.len()).unwrap_err();
        assert!(refused.len > MAX_URL_LEN);
        named.extend(refused.field);
    }
    assert_eq!(named, PrefillField::ALL);
}

#[test]
fn t030_the_limit_is_2000_characters_to_the_letter() {
    let message = LinkMessage { target: LinkTarget::Connection([3; 16]), ..plain() };
    let secret = message.url_len(0).unwrap();
    assert_eq!(message.url_len(MAX_URL_LEN - secret), Ok(2000));
    let over = UrlTooLong { len: 2001, field: None };
    assert_eq!(
        message.url_len(MAX_URL_LEN - secret + 1),
        Err(over),
        "nothing is prefilled, so the host is at fault"
    );
    assert_eq!(over.to_string(), "the URL would have 2001 characters, more than 2000");
    assert!(message.url_len(usize::MAX).is_err(), "no overflow");
}

#[test]
fn t030_the_bytes_of_the_largest_field_are_counted_as_written() {
    let prefill = Prefill {
        url: Some("https://portal.example".into()),
        site_ids: vec![[9; 16]; 250],
        owner_email: Some("a@b.example".into()),
        ..Prefill::default()
    };
    // The key, the head of the list and 250 ids with a head each.
    assert_eq!(prefill.largest_field(), Some((PrefillField::SiteIds, 2 + 2 + 250 * 17)));
    assert_eq!(Prefill::default().largest_field(), None);
    let message = LinkMessage { prefill, ..plain() };
    let len = message.encode().len();
    let sealed = seal_link(&ring(1, 1), "co", &message, &mut rng(1));
    assert_eq!(sealed, Err(SealLinkError::Sealed(SealError::TooLong { len })));
    assert_eq!(message.url_len(0).unwrap_err().field, Some(PrefillField::SiteIds));
}

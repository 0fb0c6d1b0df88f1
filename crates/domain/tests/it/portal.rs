use std::collections::{BTreeMap, BTreeSet};

use latchstring_domain::id::FlowId;
use latchstring_domain::invitation::InvitationSource;
use latchstring_domain::portal::{Offer, Portal, PortalOptions, TextKey, TextOverrides};
use latchstring_domain::text::OverrideText;

use crate::fixture::{draft, field, issued, provider_id, schema, table, uuid};

fn flow(number: u128) -> FlowId {
    FlowId::from_uuid(uuid(number))
}

#[test]
fn an_offer_has_the_flows_and_providers_it_names_and_no_others() {
    let connector = Offer::Connector { flow: flow(1), provider: provider_id(5) };
    // For each offer: whether it has flow 1, flow 2, provider 5, provider 6.
    let table = [
        (Offer::All, [true, true, true, true]),
        (Offer::Flow(flow(1)), [true, false, true, true]),
        (connector, [true, false, true, false]),
    ];
    for (offer, [one, two, five, six]) in table {
        assert_eq!((offer.has_flow(flow(1)), offer.has_flow(flow(2))), (one, two), "{offer:?}");
        assert_eq!(
            (offer.has_provider(provider_id(5)), offer.has_provider(provider_id(6))),
            (five, six),
            "{offer:?}"
        );
    }
}

#[test]
fn an_invitation_with_a_portal_was_made_through_the_hotglue_shape() {
    assert_eq!(issued(draft()).source(), InvitationSource::Native);
    let mut draft = draft();
    draft.portal = Some(Portal { offer: Offer::All, options: PortalOptions::default() });
    let made = issued(draft.clone());
    assert_eq!((made.source(), made.portal), (InvitationSource::Hotglue, draft.portal));
}

#[test]
fn a_text_that_can_be_replaced_reads_back_from_its_name() {
    let names: BTreeSet<_> = TextKey::ALL.iter().map(|key| key.as_str()).collect();
    assert_eq!(names.len(), TextKey::ALL.len());
    for key in TextKey::ALL {
        assert_eq!(key.as_str().parse(), Ok(*key));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(key.as_str().split('-').all(plain), "{key}");
    }
}

/// A link's maker could otherwise put other words where a recipient decides whom to trust with a password.
#[test]
fn what_a_recipient_goes_by_to_trust_cannot_be_replaced() {
    for name in
        ["", "Landing-heading", "landing-trust", "sign-in-heading", "sign-in-trust", "sites-lead", "error"]
    {
        assert!(name.parse::<TextKey>().is_err(), "{name:?}");
    }
    let about = |word: &str| -> Vec<TextKey> {
        TextKey::ALL.iter().filter(|key| key.as_str().starts_with(word)).copied().collect()
    };
    assert_eq!(about("sign-in"), [TextKey::SignInButton], "nothing else of where a password is typed");
    assert_eq!(about("challenge"), [], "what a provider asks is the provider's");
}

#[test]
fn overrides_are_found_by_the_name_of_their_text() {
    let text = OverrideText::parse("Pick your bank").unwrap();
    let texts = TextOverrides(BTreeMap::from([(TextKey::ConnectorsHeading, text.clone())]));
    assert_eq!(texts.get("connectors-heading"), Some(&text));
    assert_eq!((texts.get("connectors-lead"), texts.get("no-such-text")), (None, None));
}

#[test]
fn the_fields_that_a_link_brings_are_those_of_the_flow_it_names() {
    let bills = schema(&[table("Invoice", &[field("total")])]);
    let options = PortalOptions {
        schemas: vec![("bills".parse().unwrap(), bills.clone())],
        ..PortalOptions::default()
    };
    assert_eq!(options.schema_of(&"bills".parse().unwrap()), Some(&bills));
    assert_eq!(options.schema_of(&"Bills".parse().unwrap()), None);
}

use std::collections::{BTreeMap, BTreeSet};

use latchstring_domain::invitation::{DraftError, Purpose};
use latchstring_domain::metadata::{Metadata, MetadataError};
use latchstring_domain::prefill::{LockedButEmpty, Locks, Prefill, PrefillField, ProviderHint};
use latchstring_domain::utility::UtilityType;
use latchstring_domain::workspace::ExpiryPolicy;

use crate::fixture::{actor, address, company, draft, link_token, now, provider_id, site, uuid};

fn filling(fields: &[PrefillField]) -> Prefill {
    let mut prefill = Prefill::default();
    for field in fields {
        match field {
            PrefillField::Provider => prefill.provider = Some(ProviderHint::Id(provider_id(1))),
            PrefillField::InitialSites => prefill.initial_sites = vec![site(1)],
            PrefillField::UtilityTypes => prefill.utility_types = BTreeSet::from([UtilityType::Gas]),
            PrefillField::Country => prefill.country = Some("US".parse().unwrap()),
            PrefillField::ConnectionOwnerEmail => {
                prefill.connection_owner_email = Some(address("o@example.com"))
            }
            PrefillField::DataCollectionStartDate => {
                prefill.data_collection_start_date = Some(time::Date::MIN)
            }
        }
    }
    prefill
}

#[test]
fn what_is_locked_must_be_filled_in() {
    for locks in 0_u32..1 << PrefillField::ALL.len() {
        for filled in 0_u32..1 << PrefillField::ALL.len() {
            let chosen = |bits: u32| -> Vec<PrefillField> {
                PrefillField::ALL
                    .iter()
                    .enumerate()
                    .filter(|(n, _)| bits >> n & 1 == 1)
                    .map(|(_, field)| *field)
                    .collect()
            };
            let locked = Locks::from_iter(chosen(locks));
            let missing = chosen(locks & !filled).first().map(|field| LockedButEmpty { field: *field });
            assert_eq!(filling(&chosen(filled)).check_locks(&locked).err(), missing, "{locks:b} {filled:b}");
        }
    }
}

#[test]
fn an_invitation_with_an_empty_lock_is_not_made() {
    let mut draft = draft();
    draft.purpose = Purpose::CreateConnection {
        prefill: Prefill::default(),
        locks: Locks::from([PrefillField::Country]),
    };
    let id = latchstring_domain::id::InvitationId::from_uuid(uuid(3));
    let refused = draft.issue(id, &company(), &ExpiryPolicy::default(), link_token(), actor(), now());
    assert_eq!(refused, Err(DraftError::Lock(LockedButEmpty { field: PrefillField::Country })));
}

fn labels(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Metadata, MetadataError> {
    Metadata::new(BTreeMap::from_iter(pairs))
}

#[test]
fn labels_are_bounded_in_number_and_in_characters() {
    let many = |count: usize| labels((0..count).map(|n| (n.to_string(), String::new())));
    assert_eq!(many(50).unwrap().labels().len(), 50);
    assert_eq!(many(51), Err(MetadataError::TooMany));

    let key = |key: &str| labels([(key.to_owned(), "v".to_owned())]);
    assert!(key(&"\u{FC}".repeat(40)).is_ok());
    for refused in ["", " ", "\u{A0}", "a\nb", "a\0", &"\u{FC}".repeat(41)] {
        assert_eq!(key(refused), Err(MetadataError::Key(refused.to_owned())), "{refused:?}");
    }

    let value = |value: &str| labels([("k".to_owned(), value.to_owned())]);
    for accepted in ["", " ", "line\nline", &"\u{1F600}".repeat(500)] {
        assert_eq!(value(accepted).unwrap().labels()["k"], accepted);
    }
    for refused in ["\0", &"\u{1F600}".repeat(501)] {
        assert_eq!(value(refused), Err(MetadataError::Value("k".to_owned())));
    }
    assert!(labels([]).unwrap().labels().is_empty());
}

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::invitation::{DraftError, Purpose};
use latchstring_domain::magic_link::{LinkOrigin, MagicLink, MagicLinkDraft, MagicLinkStatus};
use latchstring_domain::prefill::{Locks, Prefill, PrefillField};
use latchstring_domain::workspace::ExpiryPolicy;
use proptest::prelude::*;

use crate::fixture::{NOW, actor, at, company, connection_id, now, uuid};

fn mint_at(
    lifetime: Option<Duration>,
    company: &Company,
    policy: &ExpiryPolicy,
    now: Timestamp,
) -> Result<MagicLink, DraftError> {
    let purpose = Purpose::EditConnection { connection_id: connection_id(7) };
    let id = MagicLinkId::from_uuid(uuid(4));
    MagicLinkDraft { purpose, lifetime }.mint(id, company, policy, [9; 4], actor(), now)
}

fn mint(lifetime: Option<Duration>) -> Result<MagicLink, DraftError> {
    mint_at(lifetime, &company(), &ExpiryPolicy::default(), now())
}

#[test]
fn a_minted_link_is_of_its_company_and_unused() {
    let link = mint(None).unwrap();
    assert_eq!((link.workspace_id, link.company_id), (company().workspace_id, company().id));
    assert_eq!((link.origin, link.key_id, link.use_count), (LinkOrigin::Minted, [9; 4], 0));
    assert_eq!((link.expires_at, link.revoked_at), (None, None));
    assert_eq!(link.status(&company(), now()), MagicLinkStatus::Active);
}

#[test]
fn a_lifetime_is_a_minute_at_least_and_what_the_policy_allows_at_most() {
    let hour = Duration::from_secs(3600);
    let policy = ExpiryPolicy { default: Some(hour), ceiling: Some(hour * 2) };
    let mint = |lifetime| mint_at(lifetime, &company(), &policy, now());
    assert_eq!(mint(Some(Duration::from_secs(59))), Err(DraftError::LifetimeTooShort));
    assert_eq!(mint(None).unwrap().expires_at, now().checked_add(hour));
    assert_eq!(mint(Some(hour * 2)).unwrap().expires_at, now().checked_add(hour * 2));
    assert!(matches!(mint(Some(hour * 3)), Err(DraftError::LifetimeTooLong(_))));
}

#[test]
fn t034_a_lifetime_beyond_time_is_refused() {
    let beyond = Timestamp::MAX.since(now()) + Duration::from_secs(1);
    for lifetime in [beyond, Duration::MAX] {
        assert_eq!(mint(Some(lifetime)), Err(DraftError::LifetimeBeyondTime));
    }
}

#[test]
fn what_is_locked_must_be_filled_in() {
    let locks = Locks::from([PrefillField::Country]);
    let purpose = Purpose::CreateConnection { prefill: Prefill::default(), locks };
    let draft = MagicLinkDraft { purpose, lifetime: None };
    let id = MagicLinkId::from_uuid(uuid(4));
    let minted = draft.mint(id, &company(), &ExpiryPolicy::default(), [9; 4], actor(), now());
    assert!(matches!(minted, Err(DraftError::Lock(locked)) if locked.field == PrefillField::Country));
}

proptest! {
    #[test]
    fn a_link_minted_after_a_cut_off_lives_however_soon_after(cut in 0_i64..3000, wait in 0_i64..3000) {
        let company = Company { links_not_before: Some(at(NOW + cut)), ..company() };
        let now = at(NOW + cut + wait);
        let link = mint_at(None, &company, &ExpiryPolicy::default(), now).unwrap();
        prop_assert_eq!(link.usable(&company, now), Ok(()));
        prop_assert_eq!(link.issued_at, link.issued_at.whole_seconds());
        let ahead = link.issued_at.unix_millis() - now.unix_millis();
        prop_assert!(ahead < 1000, "minted {} ms in the future", ahead);
    }

    #[test]
    fn t034_row_and_message_mean_the_same_instants(now in NOW..NOW + 2000, lifetime in 60_000_u64..200_000) {
        let now = at(now);
        let lifetime = Duration::from_millis(lifetime);
        let link = mint_at(Some(lifetime), &company(), &ExpiryPolicy::default(), now).unwrap();
        let expires_at = link.expires_at.unwrap();
        prop_assert_eq!(link.issued_at, now.whole_seconds());
        prop_assert_eq!(expires_at, expires_at.whole_seconds());
        prop_assert!(expires_at <= now.saturating_add(lifetime), "it lives no longer than asked");
        prop_assert!(expires_at.since(now) + Duration::from_secs(2) > lifetime);
    }
}

use std::num::NonZeroU32;
use std::time::Duration;

use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{DraftError, Invitation, InvitationStatus, Lifetime, MIN_LIFETIME};
use latchstring_domain::workspace::{ExpiryPolicy, LifetimeAboveCeiling};
use latchstring_domain::{Timestamp, Version};

use crate::fixture::{actor, at, company, draft, issued, later, link_token, now, uuid};

fn issue(
    lifetime: Option<Duration>,
    policy: &ExpiryPolicy,
    now: Timestamp,
) -> Result<Option<Timestamp>, DraftError> {
    issue_with(lifetime.map(Lifetime::For), policy, now)
}

fn issue_with(
    lifetime: Option<Lifetime>,
    policy: &ExpiryPolicy,
    now: Timestamp,
) -> Result<Option<Timestamp>, DraftError> {
    let mut draft = draft();
    draft.lifetime = lifetime;
    let id = InvitationId::from_uuid(uuid(3));
    draft.issue(id, &company(), policy, link_token(), actor(), now).map(|made: Invitation| made.expires_at)
}

#[test]
fn t044_a_new_invitation_is_active_unused_and_its_companys() {
    let mut draft = draft();
    draft.max_uses = NonZeroU32::new(u32::MAX);
    draft.lifetime = Some(Lifetime::For(MIN_LIFETIME));
    let made = issued(draft);
    assert_eq!((made.use_count, made.revoked_at, made.version), (0, None, Version::FIRST));
    assert_eq!((made.workspace_id, made.company_id), (company().workspace_id, company().id));
    assert_eq!(
        (made.created_at, made.updated_at, made.expires_at),
        (now(), now(), Some(later(MIN_LIFETIME)))
    );
    assert_eq!((made.created_by.clone(), made.uses_left()), (actor(), Some(u32::MAX)));
    assert_eq!(made.status(now()), InvitationStatus::Active);
}

#[test]
fn a_minute_is_the_shortest_lifetime_that_may_be_asked_for() {
    let free = ExpiryPolicy::default();
    for short in [Duration::ZERO, Duration::from_millis(59_999), Duration::from_nanos(59_999_999_999)] {
        assert_eq!(issue(Some(short), &free, now()), Err(DraftError::LifetimeTooShort), "{short:?}");
    }
    assert_eq!(issue(Some(Duration::from_secs(60)), &free, now()), Ok(Some(later(Duration::from_secs(60)))));
    assert_eq!(issue(None, &free, now()), Ok(None));
}

#[test]
fn t034_no_lifetime_overflows() {
    let free = ExpiryPolicy::default();
    let rest = Timestamp::MAX.since(now());
    assert_eq!(issue(Some(rest), &free, now()), Ok(Some(Timestamp::MAX)));
    let beyond = Err(DraftError::LifetimeBeyondTime);
    for span in [rest + Duration::from_millis(1), Duration::from_secs(u64::MAX), Duration::MAX] {
        assert_eq!(issue(Some(span), &free, now()), beyond, "{span:?}");
    }
    assert_eq!(issue(Some(MIN_LIFETIME), &free, Timestamp::MAX), beyond);
    assert_eq!(issue(None, &free, Timestamp::MAX), Ok(None));
    assert_eq!(issue(Some(MIN_LIFETIME), &free, Timestamp::EPOCH), Ok(Some(at(60_000))));
}

#[test]
fn an_end_that_is_named_is_the_end_to_the_millisecond() {
    let free = ExpiryPolicy::default();
    let until = |end, policy: &ExpiryPolicy| issue_with(Some(Lifetime::Until(end)), policy, now());
    let minute = later(MIN_LIFETIME);
    for short in [Timestamp::EPOCH, at(now().unix_millis() - 1), now(), at(minute.unix_millis() - 1)] {
        assert_eq!(until(short, &free), Err(DraftError::LifetimeTooShort), "{short}");
    }
    for end in [minute, at(minute.unix_millis() + 1), later(Duration::from_millis(7_200_123)), Timestamp::MAX]
    {
        assert_eq!(until(end, &free), Ok(Some(end)));
    }
    let latest = issue_with(Some(Lifetime::Until(Timestamp::MAX)), &free, Timestamp::MAX);
    assert_eq!(latest, Err(DraftError::LifetimeTooShort));
}

#[test]
fn an_end_that_is_named_lies_within_the_workspaces_ceiling() {
    let hour = Duration::from_secs(3600);
    // The default is for those who name no end; it shortens no other.
    let policy = ExpiryPolicy { default: Some(MIN_LIFETIME), ceiling: Some(hour) };
    let until = |end| issue_with(Some(Lifetime::Until(end)), &policy, now());
    let last = later(hour);
    assert_eq!(until(last), Ok(Some(last)));
    assert_eq!(until(later(hour / 2)), Ok(Some(later(hour / 2))));
    let above = Err(DraftError::LifetimeTooLong(LifetimeAboveCeiling { ceiling: hour }));
    for end in [at(last.unix_millis() + 1), Timestamp::MAX] {
        assert_eq!(until(end), above);
    }
}

#[test]
fn the_workspaces_policy_bounds_the_lifetime() {
    let hour = Duration::from_secs(3600);
    let policy = ExpiryPolicy { default: Some(MIN_LIFETIME), ceiling: Some(hour) };
    assert_eq!(issue(None, &policy, now()), Ok(Some(later(MIN_LIFETIME))));
    assert_eq!(issue(Some(hour), &policy, now()), Ok(Some(later(hour))));
    assert_eq!(
        issue(Some(hour + Duration::from_secs(1)), &policy, now()),
        Err(DraftError::LifetimeTooLong(LifetimeAboveCeiling { ceiling: hour }))
    );
    let endless = ExpiryPolicy { default: Some(Duration::MAX), ceiling: None };
    assert_eq!(issue(None, &endless, now()), Err(DraftError::LifetimeBeyondTime));
}

use std::time::Duration;

use latchstring_domain::workspace::{ExpiryPolicy, LifetimeAboveCeiling};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

fn policy(default: Option<Duration>, ceiling: Option<Duration>) -> ExpiryPolicy {
    ExpiryPolicy { default, ceiling }
}

#[test]
fn a_lifetime_is_what_was_asked_within_what_the_workspace_allows() {
    let too_long = Err(LifetimeAboveCeiling { ceiling: HOUR });
    let table = [
        (None, None, None, Ok(None)),
        (None, None, Some(DAY), Ok(Some(DAY))),
        (Some(HOUR), None, None, Ok(Some(HOUR))),
        (Some(HOUR), None, Some(DAY), Ok(Some(DAY))),
        (None, Some(HOUR), None, Ok(Some(HOUR))),
        (None, Some(HOUR), Some(HOUR), Ok(Some(HOUR))),
        (None, Some(HOUR), Some(HOUR + Duration::from_nanos(1)), too_long),
        (None, Some(HOUR), Some(Duration::MAX), too_long),
        (Some(DAY), Some(HOUR), None, Ok(Some(HOUR))),
        (Some(DAY), Some(HOUR), Some(DAY), too_long),
        (Some(HOUR), Some(DAY), None, Ok(Some(HOUR))),
        (Some(HOUR), Some(DAY), Some(Duration::ZERO), Ok(Some(Duration::ZERO))),
    ];
    for (default, ceiling, asked, expected) in table {
        assert_eq!(policy(default, ceiling).lifetime(asked), expected, "{default:?} {ceiling:?} {asked:?}");
    }
}

#[test]
fn under_a_ceiling_no_link_lives_for_ever() {
    assert_ne!(policy(None, Some(Duration::MAX)).lifetime(None), Ok(None));
}

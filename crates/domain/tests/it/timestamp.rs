use std::time::Duration;

use latchstring_domain::{Timestamp, Version};
use proptest::prelude::*;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::fixture::at;

#[test]
fn t034_extreme_times_are_refused_and_never_overflow() {
    for millis in [i64::MIN, -1, Timestamp::MAX.unix_millis() + 1, i64::MAX] {
        assert!(Timestamp::from_unix_millis(millis).is_err(), "{millis}");
    }
    for span in [Duration::from_millis(1), Duration::from_secs(u64::MAX), Duration::MAX] {
        assert_eq!(Timestamp::MAX.checked_add(span), None);
        assert_eq!(Timestamp::MAX.saturating_add(span), Timestamp::MAX);
        assert_eq!(Timestamp::EPOCH.saturating_sub(span), Timestamp::EPOCH);
    }
    assert_eq!(Timestamp::EPOCH.since(Timestamp::MAX), Duration::ZERO);
    assert_eq!(Timestamp::EPOCH.checked_add(Timestamp::MAX.since(Timestamp::EPOCH)), Some(Timestamp::MAX));
    for text in ["1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z"] {
        let before = OffsetDateTime::parse(text, &Rfc3339).unwrap();
        assert!(Timestamp::try_from(before).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn a_time_reads_back_from_rfc_3339_to_the_millisecond(millis in 0..=Timestamp::MAX.unix_millis()) {
        let time = at(millis);
        let text = time.to_string();
        prop_assert_eq!(text.len(), "2026-05-03T09:30:00.000Z".len());
        let read = OffsetDateTime::parse(&text, &Rfc3339).unwrap();
        prop_assert_eq!(Timestamp::try_from(read), Ok(time));
        prop_assert_eq!(time.to_offset(), read);
    }

    #[test]
    fn adding_then_subtracting_comes_back(millis in 0..=Timestamp::MAX.unix_millis(), span in 0..=u64::MAX) {
        let span = Duration::from_millis(span);
        if let Some(later) = at(millis).checked_add(span) {
            prop_assert_eq!(later.saturating_sub(span), at(millis));
            prop_assert_eq!(later.since(at(millis)), span);
        }
    }
}

#[test]
fn a_version_counts_from_one_and_stops_before_it_wraps() {
    assert_eq!(Version::FIRST.number(), 1);
    assert_eq!(Version::FIRST.next().number(), 2);
    assert_eq!(Version::from_number(0), None);
    assert_eq!(Version::from_number(-1), None);
    assert_eq!(Version::from_number(i64::MAX).unwrap().next().number(), i64::MAX);
}

#[test]
fn the_next_whole_second_is_the_time_itself_when_it_is_whole() {
    for (time, next) in [(0, 0), (1, 1000), (999, 1000), (1000, 1000), (1001, 2000)] {
        assert_eq!(at(time).next_whole_second(), at(next));
    }
    let last = at(Timestamp::MAX.unix_millis() - 999);
    assert_eq!((last.next_whole_second(), Timestamp::MAX.next_whole_second()), (last, last));
}

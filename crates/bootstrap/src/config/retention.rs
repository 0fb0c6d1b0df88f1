//! For how long what is kept in workspaces that do not say.

use latchstring_domain::retention::{Kept, KeptDays, Retention};

use super::read::Reader;

const fn path(kept: Kept) -> &'static str {
    match kept {
        Kept::DeadLetters => "retention.dead_letters_days",
        Kept::Webhooks => "retention.webhooks_days",
        Kept::BulkResults => "retention.bulk_results_days",
        Kept::Mails => "retention.mails_days",
    }
}

pub(super) fn retention(reader: &mut Reader) -> Retention {
    let mut retention = Retention::default();
    for kept in Kept::ALL {
        let path = path(*kept);
        let Some(text) = reader.text(path) else { continue };
        let days = text.trim().parse().ok().and_then(|days| KeptDays::new(*kept, days).ok());
        match days {
            Some(days) => retention.set(*kept, Some(days)),
            None => reader.mistake(path, latchstring_domain::retention::KeptDaysError(*kept)),
        }
    }
    retention
}

use latchstring_domain::event::Subject;
use latchstring_service::event::WantedEvents;

use crate::read::{FieldCode, Query, Refused, named_text, timestamp_text};

/// Reads the filters that the list and the export have.
pub(super) fn wanted(query: &mut Query) -> WantedEvents {
    WantedEvents {
        kind: query.take("type", named_text),
        actor: query.take("actor", named_text),
        subject: subject(query),
        from: query.take("occurredAfter", timestamp_text),
        until: query.take("occurredBefore", timestamp_text),
    }
}

fn subject(query: &mut Query) -> Option<Subject> {
    let subjects = [
        query.id("invitationId").map(Subject::Invitation),
        query.id("magicLinkId").map(Subject::MagicLink),
        query.id("connectionId").map(Subject::Connection),
        query.id("companyId").map(Subject::Company),
    ];
    let mut given = subjects.into_iter().flatten();
    let subject = given.next();
    if given.next().is_some() {
        let detail = "only one of invitationId, magicLinkId, connectionId and companyId can be given";
        query.refuse("companyId", Refused::new(FieldCode::Exclusive, detail));
    }
    subject
}

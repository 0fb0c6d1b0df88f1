//! The rows of a bulk as they are settled, a JSON object a line.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::Response;
use futures_util::stream;
use http::{HeaderValue, header};
use latchstring_domain::bulk::{Bulk, BulkStatus};
use latchstring_domain::id::BulkId;
use latchstring_service::{Caller, Failure, Latchstring, bulk};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use super::model::{BulkBody, BulkRowBody};
use crate::problem::{defect, failed};

pub(super) const MEDIA_TYPE: &str = "application/x-ndjson";

/// How often the storage is asked: one row of it, unless there is something to tell. Another replica may be at the work, so
/// there is no signal to wait for.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// After how long it is told how far all of it is, although nothing has changed: what is silent for longer is cut off by
/// proxies.
const TELL_AT_LEAST_EVERY: Duration = Duration::from_secs(10);

/// How long one answer goes on. A server that is asked to stop waits for its answers to end.
const AT_MOST: Duration = Duration::from_secs(60);

/// Tells what is settled from this row on.
pub(super) async fn answer(
    ls: Latchstring,
    caller: Caller,
    id: BulkId,
    from: u32,
) -> Result<Response, Problem> {
    // What can be refused is refused before the first line.
    bulk::progress(&ls, &caller, id).await.map_err(failed)?;
    let mut looks = interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let now = Instant::now();
    let follower =
        Follower { ls, caller, id, next: from, told: None, told_at: now, until: now + AT_MOST, looks };
    let lines = stream::unfold(Some(follower), |follower| async move {
        let (lines, follower) = follower?.lines().await?;
        Some((Ok::<_, Infallible>(lines), follower))
    });
    let mut response = Response::new(Body::from_stream(lines));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    Ok(response)
}

/// Who is being told, and how much they know.
struct Follower {
    ls: Latchstring,
    caller: Caller,
    id: BulkId,
    /// The first row that was not told.
    next: u32,
    /// How far it was when it was told the last time.
    told: Option<Bulk>,
    told_at: Instant,
    until: Instant,
    looks: Interval,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line {
    Row(BulkRowBody),
    Progress(BulkBody),
}

impl Follower {
    /// The next lines, and who goes on, if anybody does. Where the storage fails the lines end without the last one.
    async fn lines(mut self) -> Option<(Bytes, Option<Self>)> {
        loop {
            self.looks.tick().await;
            let mut lines = Vec::new();
            match self.look(&mut lines).await {
                Ok(goes_on) if !lines.is_empty() => return Some((lines.into(), goes_on.then_some(self))),
                Ok(true) => {}
                Ok(false) => return None,
                Err(failure) => {
                    defect(&failure);
                    return None;
                }
            }
        }
    }

    async fn look(&mut self, lines: &mut Vec<u8>) -> Result<bool, Failure> {
        let bulk = bulk::progress(&self.ls, &self.caller, self.id).await?;
        let settled = bulk.settled_from_the_front();
        while self.next < settled {
            let view = bulk::get(&self.ls, &self.caller, self.id, self.next).await?;
            let Some(last) = view.rows.last().map(|row| row.place) else { break };
            let rows = view.rows.into_iter().filter(|row| row.place < settled);
            rows.for_each(|row| write(lines, &Line::Row(row.into())));
            self.next = last.saturating_add(1).min(settled);
        }
        let is_over = bulk.status() == BulkStatus::Done || Instant::now() >= self.until;
        let is_news = self.told.as_ref() != Some(&bulk);
        if is_over || is_news || self.told_at.elapsed() >= TELL_AT_LEAST_EVERY {
            let next_row = (self.next < bulk.total).then_some(self.next);
            write(lines, &Line::Progress(BulkBody::new(&bulk, Vec::new(), next_row)));
            (self.told, self.told_at) = (Some(bulk), Instant::now());
        }
        Ok(!is_over)
    }
}

fn write(lines: &mut Vec<u8>, line: &Line) {
    // Writing strings and numbers into memory has no way to fail.
    if serde_json::to_writer(&mut *lines, line).is_ok() {
        lines.push(b'\n');
    }
}

//! A look at an HTTP/1 request head as it passes by.
//!
//! hyper parses requests; this only answers two questions that hyper does not: is this HTTP/2, and did the head have
//! both `Content-Length` and `Transfer-Encoding` (hyper drops one of them).

/// Long enough for `transfer-encoding:` and the HTTP/2 preface; the rest of a line does not matter.
const LINE: usize = 20;

/// What the bytes of one head have shown so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scan {
    /// Within a head.
    Reading(Head),
    /// The head has ended; `conflicting` tells whether it framed its body in two ways.
    Done { conflicting: bool },
    /// The connection speaks HTTP/2.
    Http2,
    /// The place in the stream is lost, because a body was not read to its end.
    Blind,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    line: [u8; LINE],
    len: usize,
    in_fields: bool,
    content_length: bool,
    transfer_encoding: bool,
}

impl Default for Scan {
    fn default() -> Self {
        Self::Reading(Head::default())
    }
}

impl Scan {
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let Self::Reading(head) = self else { return };
            if byte == b'\n' {
                if let Some(end) = head.end_line() {
                    *self = end;
                }
            } else {
                head.push(byte);
            }
        }
    }
}

impl Head {
    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.line.get_mut(self.len) {
            *slot = byte;
            self.len = self.len.saturating_add(1);
        }
    }

    /// Judges the line that has just ended; the answer is some end of the scan, or none to go on.
    fn end_line(&mut self) -> Option<Scan> {
        let line = self.line.get(..self.len).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let is_empty = line.is_empty();
        if !self.in_fields {
            if line.starts_with(b"PRI * HTTP/2") {
                return Some(Scan::Http2);
            }
            // Empty lines before the request line are skipped (RFC 9112 §2.2).
            self.in_fields = !is_empty;
        } else if is_empty {
            return Some(Scan::Done { conflicting: self.content_length && self.transfer_encoding });
        } else if let Some(name) = line.split(|byte| *byte == b':').next() {
            self.content_length |= name.eq_ignore_ascii_case(b"content-length");
            self.transfer_encoding |= name.eq_ignore_ascii_case(b"transfer-encoding");
        }
        self.len = 0;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Scan;

    fn scan(pieces: &[&str]) -> Scan {
        let mut scan = Scan::default();
        for piece in pieces {
            scan.feed(piece.as_bytes());
        }
        scan
    }

    #[test]
    fn both_framings_are_seen_in_any_order_case_and_packet() {
        let head = "\r\nPOST / HTTP/1.1\r\nTRANSFER-encoding: chunked\r\nX: y\r\ncontent-length: 4\r\n\r\n";
        for at in 0..head.len() {
            let (left, right) = head.split_at(at);
            assert_eq!(scan(&[left, right]), Scan::Done { conflicting: true }, "cut at {at}");
        }
    }

    #[test]
    fn one_framing_is_no_conflict_and_a_body_is_not_read_as_a_head() {
        let only = scan(&["POST / HTTP/1.1\nContent-Length: 20\n\n", "Transfer-Encoding: x\r\n\r\n"]);
        assert_eq!(only, Scan::Done { conflicting: false });
        let lookalike =
            scan(&["GET /content-length:transfer-encoding HTTP/1.1\r\nX-Transfer-Encoding: a\r\n\r\n"]);
        assert_eq!(lookalike, Scan::Done { conflicting: false });
    }

    #[test]
    fn the_preface_is_http2_and_a_lookalike_is_not() {
        assert_eq!(scan(&["PRI * HT", "TP/2.0\r\n\r\nSM\r\n\r\n"]), Scan::Http2);
        assert_eq!(scan(&["PRI / HTTP/1.1\r\n\r\n"]), Scan::Done { conflicting: false });
    }
}

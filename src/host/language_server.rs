//! Messages of an editor on standard input and output: a head with a length, then JSON.
//!
//! It reads heads by itself, and never believes a length that no editor would send. It refuses to
//! know what the messages say.

use std::io::{self, BufRead, Read, Write};

use lsp_server::Message;

/// The longest message: every character of the largest file may take six bytes of JSON.
const LONGEST: u64 = 16 << 20;

/// The longest line of a head.
const LONGEST_LINE: u64 = 4096;

/// How a conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The input is at its end.
    HangUp,
    /// The handler has had enough.
    Done,
}

/// Reads messages and writes the answers until the handler says `None` or the input ends. What
/// breaks the conversation comes back as a sentence; a message that is well framed but not
/// understood is only told to `complain`.
pub fn converse(
    mut input: impl BufRead,
    mut output: impl Write,
    mut complain: impl FnMut(&str),
    mut handle: impl FnMut(Message) -> Option<Vec<Message>>,
) -> Result<End, String> {
    loop {
        let Some(body) = body(&mut input)? else {
            return Ok(End::HangUp);
        };
        let message = match serde_json::from_slice(&body) {
            Ok(message) => message,
            Err(error) => {
                complain(&format!("a message is passed over, for it can't be read: {error}"));
                continue;
            }
        };
        let Some(answers) = handle(message) else {
            return Ok(End::Done);
        };
        for answer in answers {
            answer
                .write(&mut output)
                .map_err(|error| format!("can't write to the editor: {error}"))?;
        }
    }
}

/// The next message without its head; `None` at the end of the input.
fn body(input: &mut impl BufRead) -> Result<Option<Vec<u8>>, String> {
    let mut length = None;
    let mut begun = false;
    loop {
        let mut line = Vec::new();
        let read = input.take(LONGEST_LINE).read_until(b'\n', &mut line);
        read.map_err(unreadable)?;
        if line.is_empty() && !begun {
            return Ok(None);
        }
        begun = true;
        if line.last() != Some(&b'\n') {
            return Err(no_head(&line));
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            break;
        }
        let text = std::str::from_utf8(line).ok();
        let (name, value) =
            text.and_then(|text| text.split_once(':')).ok_or_else(|| no_head(line))?;
        if name.trim().eq_ignore_ascii_case("content-length") {
            let bytes: Option<u64> = value.trim().parse().ok();
            length = Some(bytes.ok_or_else(|| no_head(line))?);
        }
    }
    let length = match length {
        Some(length) if length <= LONGEST => length,
        Some(length) => {
            return Err(format!(
                "a message of {length} bytes is announced, and {LONGEST} are the most"
            ));
        }
        None => return Err("a message has no `Content-Length` in its head".into()),
    };
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body).map_err(unreadable)?;
    if body.len() as u64 == length {
        return Ok(Some(body));
    }
    Err(format!("the input ends within a message: {} of {length} bytes are there", body.len()))
}

fn unreadable(error: io::Error) -> String {
    format!("can't read what the editor says: {error}")
}

fn no_head(line: &[u8]) -> String {
    let shown: String = String::from_utf8_lossy(line).chars().take(40).collect();
    format!(
        "this is no message of an editor: it begins with `{}` instead of `Content-Length: `",
        shown.trim_end()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(input: &[u8]) -> (Result<End, String>, Vec<String>) {
        let mut methods = Vec::new();
        let mut complaints = Vec::new();
        let end = converse(
            input,
            io::sink(),
            |why| complaints.push(why.to_owned()),
            |message| {
                if let Message::Notification(notification) = message {
                    methods.push(notification.method);
                }
                Some(Vec::new())
            },
        );
        methods.extend(complaints);
        (end, methods)
    }

    #[test]
    fn messages_are_read_one_after_the_other() {
        let input =
            b"Content-Length: 14\r\n\r\n{\"method\":\"a\"}content-length:14\n\n{\"method\":\"b\"}";
        assert_eq!(said(input), (Ok(End::HangUp), vec!["a".into(), "b".into()]));
    }

    #[test]
    fn what_is_no_message_ends_with_a_sentence() {
        let garbage: [&[u8]; 7] = [
            b"hello",
            b"hello\n",
            b"\xff\xfe\n\n",
            b"Content-Length: -1\r\n\r\n",
            b"Content-Length: 99999999999999999\r\n\r\n",
            b"Content-Type: x\r\n\r\n",
            b"Content-Length: 20\r\n\r\n{}",
        ];
        for input in garbage {
            let (end, methods) = said(input);
            assert!(methods.is_empty());
            assert!(end.is_err_and(|why| !why.is_empty()), "{input:?}");
        }
        let (endless, _) = said(&vec![b'x'; 1 << 20]);
        assert!(endless.is_err_and(|why| why.len() < 200));
    }

    #[test]
    fn a_message_that_is_not_understood_is_passed_over() {
        let input = b"Content-Length: 2\r\n\r\n[]Content-Length: 14\r\n\r\n{\"method\":\"b\"}";
        let (end, told) = said(input);
        assert_eq!(end, Ok(End::HangUp));
        assert!(told[0] == "b" && told[1].contains("passed over"), "{told:?}");
    }
}

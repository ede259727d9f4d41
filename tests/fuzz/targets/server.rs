//! A conversation of an editor with the language server about any text: opened, changed, asked
//! about at several places, laid out. Every request gets its answer, and every edit that is
//! offered lies within the text.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lsp_server::{Message, Notification, Request, Response};
use serde_json::{Value, json};
use supple::editor::server::Server;
use supple::library::Library;

const URI: &str = "file:///fuzz.ron";

fuzz_target!(|text: &str| {
    // Reading the built-in routines takes longer than all the rest.
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(None, Vec::new()));
    let mut server = Server::new(Box::new(|| LIBRARY.clone()));
    let capabilities = json!({"textDocument": {"completion": {"completionItem":
        {"snippetSupport": text.len().is_multiple_of(2)}}}});
    asked(
        &mut server,
        "initialize",
        json!({ "capabilities": capabilities }),
    );
    told(
        &mut server,
        "textDocument/didOpen",
        json!({"textDocument": {"uri": URI, "languageId": "ron", "version": 1, "text": text}}),
    );
    // Places that depend on the text alone, so that a finding can be played again.
    let mut seed = text.bytes().fold(0x9e37_79b9_u64, |seed, byte| {
        (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut place = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let lines = text.split('\n').count() as u64;
        let line = seed % (lines + 1);
        let len = text.split('\n').nth(line as usize).map_or(0, str::len) as u64;
        json!({"line": line, "character": (seed >> 32) % (len + 2)})
    };
    for _ in 0..3 {
        ask(&mut server, place());
    }
    let (start, end) = (place(), place());
    let part: String = text.chars().take(24).collect();
    told(
        &mut server,
        "textDocument/didChange",
        json!({"textDocument": {"uri": URI, "version": 2},
            "contentChanges": [{"range": {"start": start, "end": end}, "text": part}]}),
    );
    ask(&mut server, place());
    told(
        &mut server,
        "textDocument/didSave",
        json!({"textDocument": {"uri": URI}}),
    );
    told(
        &mut server,
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    asked(&mut server, "shutdown", Value::Null);
});

fn ask(server: &mut Server<'_>, position: Value) {
    let document = json!({ "uri": URI });
    let at = json!({"textDocument": document, "position": position});
    asked(server, "textDocument/completion", at.clone());
    asked(server, "textDocument/hover", at);
    let whole = json!({ "textDocument": document });
    asked(server, "textDocument/documentSymbol", whole);
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let whole = json!({"textDocument": document, "options": options});
    asked(server, "textDocument/formatting", whole);
}

fn told(server: &mut Server<'_>, method: &str, params: Value) {
    let message = Notification::new(method.into(), params);
    let answers = server.handle(message.into());
    assert_eq!(answers.len(), 1, "{method} gave {answers:?}");
}

fn asked(server: &mut Server<'_>, method: &str, params: Value) {
    let request = Request::new(1.into(), method.into(), params);
    let answers = server.handle(request.into());
    let answered = matches!(
        &answers[..],
        [Message::Response(Response {
            response_result: Ok(_),
            ..
        })]
    );
    assert!(answered, "{method} gave {answers:?}");
}

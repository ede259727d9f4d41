//! The server that editors speak to, as a function of messages: one in, some out.
//!
//! It keeps the texts of the open files and a library, which it asks for anew when a file is
//! opened or saved. It refuses to know how messages arrive and where files are.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types as lsp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::complete::plain;
use super::{Completion, LineIndex, Symbol, completions, hover, is_routine, symbols};
use crate::library::reading::laid_out;
use crate::library::{Entry, File, Library};
use crate::problem::{Problem, Severity, char_start};
use crate::routine::read::LARGEST_FILE;
use crate::routine::syntax::Tree;
use crate::text;

/// Gives the library as it is now.
pub type Load<'w> = Box<dyn Fn() -> Library + 'w>;

/// One conversation with an editor.
pub struct Server<'w> {
    load: Load<'w>,
    library: Library,
    /// The texts of the open files by their URIs.
    open: HashMap<String, EditedFile>,
    stage: Conversation,
    /// The editor knows snippets.
    snippets: bool,
}

/// An open file.
struct EditedFile {
    uri: lsp::Uri,
    version: i32,
    text: String,
}

/// How far the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Conversation {
    /// Before `initialize`.
    New,
    Running,
    /// After `shutdown`: nothing but `exit` is expected.
    ShutDown,
    /// After `exit`.
    Over {
        asked: bool,
    },
}

/// A request that can't be answered, in a sentence.
struct RequestError {
    code: ErrorCode,
    message: String,
}

type ServerReply = Result<Value, RequestError>;

impl<'w> Server<'w> {
    pub fn new(load: Load<'w>) -> Server<'w> {
        Server {
            library: load(),
            load,
            open: HashMap::new(),
            stage: Conversation::New,
            snippets: false,
        }
    }

    /// Takes a message, gives the answers to it and what is to be told besides.
    pub fn handle(&mut self, message: Message) -> Vec<Message> {
        match message {
            Message::Request(request) => vec![self.request(request).into()],
            Message::Notification(notification) => self.notification(notification),
            // The server asks nothing.
            Message::Response(_) => Vec::new(),
        }
    }

    /// Whether `exit` has come.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Conversation::Over { .. })
    }

    /// Whether `shutdown` has come, as it should before `exit`.
    pub fn is_shut_down(&self) -> bool {
        matches!(self.stage, Conversation::ShutDown | Conversation::Over { asked: true })
    }

    fn request(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let answer = match (self.stage, method.as_str()) {
            (Conversation::New, "initialize") => self.initialize(params),
            (Conversation::New, _) => Err(RequestError {
                code: ErrorCode::ServerNotInitialized,
                message: format!("`{method}` came before `initialize`"),
            }),
            (Conversation::ShutDown | Conversation::Over { .. }, _) => Err(RequestError {
                code: ErrorCode::InvalidRequest,
                message: format!("`{method}` came after `shutdown`"),
            }),
            (Conversation::Running, "shutdown") => {
                self.stage = Conversation::ShutDown;
                Ok(Value::Null)
            }
            (Conversation::Running, "textDocument/completion") => self.completion(params),
            (Conversation::Running, "textDocument/hover") => self.hover(params),
            (Conversation::Running, "textDocument/documentSymbol") => self.symbols(params),
            (Conversation::Running, "textDocument/formatting") => self.formatting(params),
            (Conversation::Running, _) => Err(RequestError {
                code: ErrorCode::MethodNotFound,
                message: format!("`{method}` is not known here"),
            }),
        };
        answered(id, answer)
    }

    fn initialize(&mut self, params: Value) -> ServerReply {
        let params: lsp::InitializeParams = read(params)?;
        let document = params.capabilities.text_document;
        let item = document.and_then(|document| document.completion?.completion_item);
        self.snippets = item.and_then(|item| item.snippet_support).unwrap_or(false);
        self.stage = Conversation::Running;
        let triggers = ["\"", "{", "(", "[", ":"];
        json(lsp::InitializeResult {
            capabilities: lsp::ServerCapabilities {
                position_encoding: Some(lsp::PositionEncodingKind::UTF16),
                text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(
                    lsp::TextDocumentSyncOptions {
                        open_close: Some(true),
                        change: Some(lsp::TextDocumentSyncKind::FULL),
                        save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
                        ..lsp::TextDocumentSyncOptions::default()
                    },
                )),
                completion_provider: Some(lsp::CompletionOptions {
                    trigger_characters: Some(triggers.map(String::from).to_vec()),
                    ..lsp::CompletionOptions::default()
                }),
                hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
                document_formatting_provider: Some(lsp::OneOf::Left(true)),
                document_symbol_provider: Some(lsp::OneOf::Left(true)),
                ..lsp::ServerCapabilities::default()
            },
            server_info: Some(lsp::ServerInfo {
                name: "supple".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
        })
    }

    /// A notification that can't be read is passed over: nobody waits for an answer.
    fn notification(&mut self, notification: Notification) -> Vec<Message> {
        let Notification { method, params } = notification;
        if method == "exit" {
            let asked = self.stage == Conversation::ShutDown;
            self.stage = Conversation::Over { asked };
        }
        if self.stage != Conversation::Running {
            return Vec::new();
        }
        let told = match method.as_str() {
            "textDocument/didOpen" => read(params).map(|params| self.opened(params)),
            "textDocument/didChange" => read(params).map(|params| self.changed(params)),
            "textDocument/didSave" => read(params).map(|params| self.saved(params)),
            "textDocument/didClose" => read(params).map(|params| self.closed(params)),
            _ => Ok(Vec::new()),
        };
        told.unwrap_or_default()
    }

    fn opened(&mut self, params: lsp::DidOpenTextDocumentParams) -> Vec<Message> {
        let document = params.text_document;
        let key = document.uri.as_str().to_owned();
        let open = EditedFile { uri: document.uri, version: document.version, text: document.text };
        self.library = (self.load)();
        let told = self.diagnostics(&open);
        self.open.insert(key, open);
        vec![told]
    }

    fn changed(&mut self, params: lsp::DidChangeTextDocumentParams) -> Vec<Message> {
        let Some(mut open) = self.open.remove(params.text_document.uri.as_str()) else {
            return Vec::new();
        };
        open.version = params.text_document.version;
        for change in params.content_changes {
            // Whole texts were asked for, but a part is as easily put in its place.
            match change.range {
                None => open.text = change.text,
                Some(range) => {
                    let lines = LineIndex::of(&open.text);
                    let (start, end) = (lines.byte(range.start), lines.byte(range.end));
                    open.text.replace_range(start..end.max(start), &change.text);
                }
            }
        }
        let told = self.diagnostics(&open);
        self.open.insert(open.uri.as_str().to_owned(), open);
        vec![told]
    }

    /// What is included may be mended now: every open file is looked at again.
    fn saved(&mut self, _: lsp::DidSaveTextDocumentParams) -> Vec<Message> {
        self.library = (self.load)();
        let mut open: Vec<&EditedFile> = self.open.values().collect();
        open.sort_by(|a, b| a.uri.as_str().cmp(b.uri.as_str()));
        open.into_iter().map(|open| self.diagnostics(open)).collect()
    }

    fn closed(&mut self, params: lsp::DidCloseTextDocumentParams) -> Vec<Message> {
        let uri = params.text_document.uri;
        match self.open.remove(uri.as_str()) {
            Some(_) => vec![published(uri, None, Vec::new())],
            None => Vec::new(),
        }
    }

    fn diagnostics(&self, open: &EditedFile) -> Message {
        let lines = LineIndex::of(&open.text);
        let problems = self.problems(open, &tree(&open.text));
        let told = problems.iter().map(|problem| diagnostic(&lines, problem));
        published(open.uri.clone(), Some(open.version), told.collect())
    }

    /// Everything that is wrong with a file, if it means to be a routine.
    fn problems(&self, open: &EditedFile, tree: &Tree) -> Vec<Problem> {
        if !is_routine(&open.text, tree) {
            return Vec::new();
        }
        let entry = Entry::of_path(File {
            path: path(&open.uri),
            bytes: Ok(open.text.clone().into_bytes()),
        });
        self.library.problems(&entry)
    }

    fn completion(&self, params: Value) -> ServerReply {
        let params: lsp::CompletionParams = read(params)?;
        let at = params.text_document_position;
        let open = self.file(&at.text_document.uri)?;
        let (tree, lines) = (tree(&open.text), LineIndex::of(&open.text));
        if tree.root.is_some() && !is_routine(&open.text, &tree) && !is_begun(&open.text) {
            return Ok(Value::Array(Vec::new()));
        }
        let at = lines.byte(at.position);
        let offered = completions(&open.text, &tree, at, &self.library);
        let items = offered.into_iter().enumerate();
        let items = items.map(|(nth, offered)| self.item(&lines, nth, offered));
        json(items.collect::<Vec<_>>())
    }

    fn item(&self, lines: &LineIndex<'_>, nth: usize, offered: Completion) -> lsp::CompletionItem {
        let (text, format) = match self.snippets {
            true => (offered.snippet, lsp::InsertTextFormat::SNIPPET),
            false => (plain(&offered.snippet), lsp::InsertTextFormat::PLAIN_TEXT),
        };
        lsp::CompletionItem {
            kind: Some(offered.kind),
            detail: Some(shown(&offered.detail)).filter(|detail| !detail.is_empty()),
            documentation: Some(shown(&offered.doc))
                .filter(|doc| !doc.is_empty())
                .map(markdown)
                .map(lsp::Documentation::MarkupContent),
            // Editors sort by letters unless they are told another order.
            sort_text: Some(format!("{nth:04}")),
            filter_text: Some(offered.label.clone()),
            insert_text_format: Some(format),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit {
                range: lines.range(&offered.replaces),
                new_text: text,
            })),
            label: offered.label,
            ..lsp::CompletionItem::default()
        }
    }

    fn hover(&self, params: Value) -> ServerReply {
        let params: lsp::HoverParams = read(params)?;
        let at = params.text_document_position_params;
        let open = self.file(&at.text_document.uri)?;
        let (tree, lines) = (tree(&open.text), LineIndex::of(&open.text));
        if !is_routine(&open.text, &tree) {
            return Ok(Value::Null);
        }
        let problems = self.problems(open, &tree);
        let at = lines.byte(at.position);
        let told = hover(&open.text, &tree, at, &self.library, &problems);
        json(told.map(|told| lsp::Hover {
            contents: lsp::HoverContents::Markup(markdown(shown(&told.markdown))),
            range: Some(lines.range(&told.at)),
        }))
    }

    fn symbols(&self, params: Value) -> ServerReply {
        let params: lsp::DocumentSymbolParams = read(params)?;
        let open = self.file(&params.text_document.uri)?;
        let (tree, lines) = (tree(&open.text), LineIndex::of(&open.text));
        let found = match is_routine(&open.text, &tree) {
            true => symbols(&open.text, &tree),
            false => Vec::new(),
        };
        let told = found.into_iter().map(|one| symbol(&lines, one));
        json(told.collect::<Vec<_>>())
    }

    /// What must change for the house layout. A file that is broken stays as it is: its
    /// diagnostics say already what to mend.
    fn formatting(&self, params: Value) -> ServerReply {
        let params: lsp::DocumentFormattingParams = read(params)?;
        let open = self.file(&params.text_document.uri)?;
        if !is_routine(&open.text, &tree(&open.text)) {
            return Ok(Value::Null);
        }
        let Ok(laid) = laid_out(&open.text) else {
            return Ok(Value::Null);
        };
        let (at, new) = difference(&open.text, &laid);
        let edit = lsp::TextEdit {
            range: LineIndex::of(&open.text).range(&at),
            new_text: laid[new].to_owned(),
        };
        json(Some(edit).filter(|_| laid != open.text).as_slice())
    }

    fn file(&self, uri: &lsp::Uri) -> Result<&EditedFile, RequestError> {
        self.open.get(uri.as_str()).ok_or_else(|| RequestError {
            code: ErrorCode::InvalidParams,
            message: format!("`{}` is not open", uri.as_str()),
        })
    }
}

/// The tree of a text; of one that is larger than any routine only that of its first lines.
fn tree(text: &str) -> Tree {
    match text.len() > LARGEST_FILE {
        true => Tree::parse(&text[..char_start(text, 4096)]),
        false => Tree::parse(text),
    }
}

/// The parts in which two texts differ, in whole lines: an editor keeps its cursor and folds
/// where nothing is touched.
fn difference(before: &str, after: &str) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(&str, &str)| a == b;
    let lines = |text| str::split_inclusive(text, '\n');
    let head = lines(before).zip(lines(after)).take_while(same);
    let head: usize = head.map(|(line, _)| line.len()).sum();
    let (old, new) = (&before[head..], &after[head..]);
    let tail = lines(old).rev().zip(lines(new).rev()).take_while(same);
    let tail: usize = tail.map(|(line, _)| line.len()).sum();
    (head..before.len() - tail, head..after.len() - tail)
}

/// A file with nothing but the beginning of a word.
fn is_begun(text: &str) -> bool {
    text.trim().chars().all(char::is_alphabetic)
}

/// The path of a file; of a text that has none yet, its name.
fn path(uri: &lsp::Uri) -> PathBuf {
    let path = uri.path().as_estr().decode();
    path.into_string_lossy().into_owned().into()
}

fn published(uri: lsp::Uri, version: Option<i32>, diagnostics: Vec<lsp::Diagnostic>) -> Message {
    let params = lsp::PublishDiagnosticsParams { uri, diagnostics, version };
    Notification::new("textDocument/publishDiagnostics".into(), params).into()
}

fn diagnostic(lines: &LineIndex<'_>, problem: &Problem) -> lsp::Diagnostic {
    let mut message = shown(&problem.message);
    for (before, more) in [("", &problem.label), ("help: ", &problem.help)] {
        if !more.is_empty() {
            message.push_str(&format!("\n{before}{}", shown(more)));
        }
    }
    lsp::Diagnostic {
        range: lines.underlined(&problem.at),
        severity: Some(match problem.severity {
            Severity::Error => lsp::DiagnosticSeverity::ERROR,
            Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        }),
        code: Some(lsp::NumberOrString::String(problem.name.into())),
        source: Some("supple".into()),
        message,
        ..lsp::Diagnostic::default()
    }
}

#[expect(deprecated, reason = "the type asks for a field that the protocol has given up")]
fn symbol(lines: &LineIndex<'_>, symbol: Symbol) -> lsp::DocumentSymbol {
    let inside = symbol.inside.into_iter().map(|one| self::symbol(lines, one));
    lsp::DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.kind),
        kind: lsp::SymbolKind::STRUCT,
        tags: None,
        deprecated: None,
        range: lines.range(&symbol.at),
        selection_range: lines.range(&symbol.head),
        children: Some(inside.collect()),
    }
}

fn markdown(value: String) -> lsp::MarkupContent {
    lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, RequestError> {
    serde_json::from_value(params).map_err(|error| RequestError {
        code: ErrorCode::InvalidParams,
        message: error.to_string(),
    })
}

fn json(value: impl Serialize) -> ServerReply {
    serde_json::to_value(value).map_err(|error| RequestError {
        code: ErrorCode::InternalError,
        message: error.to_string(),
    })
}

fn answered(id: RequestId, answer: ServerReply) -> Response {
    match answer {
        Ok(value) => Response::new_ok(id, value),
        Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
    }
}

/// Author's words without the characters that whoever shows them might obey.
fn shown(words: &str) -> String {
    text::plain(words).into_owned()
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn only_the_lines_that_differ_are_replaced() {
        assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), (2..4, 2..6));
        assert_eq!(difference("a\nb", "a\nb\n"), (2..3, 2..4));
        assert_eq!(difference("a\na\n", "a\n"), (2..4, 2..2));
        assert_eq!(difference("", "a\n"), (0..0, 0..2));
    }

    proptest::proptest! {
        #[test]
        fn a_replacement_gives_the_other_text(a in "[ab\r\n]{0,12}", b in "[ab\r\n]{0,12}") {
            let (at, new) = difference(&a, &b);
            let mut text = a.clone();
            text.replace_range(at, &b[new]);
            proptest::prop_assert_eq!(text, b);
        }
    }
}

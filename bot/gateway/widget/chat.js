/** The chat window: begins the conversation, takes what is said, and sees to it that every message is answered. */

import { config, word } from "./words.js";
import { byId } from "./dom.js";
import { paint } from "./colour.js";
import { begin, end, helplinesOf, say } from "./conversation.js";
import { clear, showOwn, showReply, showWaiting } from "./log.js";
import { fillHelp, show, shown } from "./panel.js";
import { listen, ready } from "./composer.js";
import { hush } from "./aloud.js";
import { blank, onceDrawn, watchShift } from "./leave.js";
import { watchIdle } from "./idle.js";
import { askToClose, askToLeave, isFramed, meet } from "./parent.js";
import { listenToMenu } from "./menu.js";
import { fitToKeyboard } from "./viewport.js";

let help = config.help; // what "Get help now" shows, there before anyone asks
let helpFor = null; // the audience it was fetched for
let round = 0; // grows with every clearing; an answer from an earlier round is not shown
let isUsed = false;
let line = Promise.resolve(); // messages are sent one after the other

const act = {
  press,
  country: (code, name) => tell(inform(code), name).focus(),
  simpler: () => tell({ payload: "/ask_simpler" }, word("simpler")).focus(),
};
const inform = (country) => ({ payload: `/inform{"country": "${country}"}` });

function start() {
  wipe();
  isUsed = true;
  ready(true);
  answered(begin);
}

function restart() {
  show("chat");
  start();
if (config.site.opens_with === "help") openHelp();
}

function wipe() {
  end();
  round += 1;
  isUsed = false;
  [help, helpFor] = [config.help, null];
  clear();
  ready(false);
}

/** A neutral beginning without a word of before; nothing is asked of the server until somebody starts. */
function rest(text = word("empty")) {
  wipe();
  show("chat");
  showReply([{ type: "text", text, buttons: [{ title: word("start"), does: start }] }], act);
}

function press(button) {
  if (button.does) button.does();
  else tell({ payload: button.payload }, button.title).focus();
}

/** Shows what was said, and its answer when it comes. */
function tell(said, text) {
  const own = showOwn(text);
  answered(() => say(said), () => tell(said, text), isSafeWord(said.text));
  return own;
}

function answered(ask, again, isCall = false) {
  const begun = round;
  line = line.then(async () => {
    if (begun !== round) return;
    showWaiting(true);
    const answer = await ask().catch((error) => ({ messages: error.messages ?? [], failed: true }));
    if (begun !== round) return;
    showWaiting(false);
    if (!showReply(answer.messages, act)) answerHere(again, isCall);
    else if (!answer.failed) keepHelpAtHand(answer.context);
  });
}

/** The answer when the server has none: people to turn to, from what the page brought along. */
function answerHere(again, isCall) {
  const buttons = [{ title: word("try_again"), does: again ?? start }];
  showReply([{ type: "text", text: word("offline"), buttons }, { ...help, type: "helplines" }], act);
  if (isCall) openHelp();
}

async function keepHelpAtHand({ country, audience }) {
  if (!country || (country === help.country && (audience ?? null) === helpFor)) return;
  const begun = round;
  const found = await helplinesOf(country).catch(() => null);
  if (found && begun === round) [help, helpFor] = [found, audience ?? null];
}

function openHelp() {
  fillHelp(help, chooseCountry);
  show("help");
}

async function chooseCountry(code, name) {
  if (isUsed) tell(inform(code), name);
  const begun = round;
  const found = await helplinesOf(code).catch(() => null);
  if (begun !== round) return;
  help = found ?? help;
  fillHelp(help, chooseCountry, found ? "" : word("offline"));
  if (shown() === "help") byId("help-heading").focus();
}

/** The safe word calls for help also when the server cannot hear it. */
function isSafeWord(text = "") {
  return text.toLowerCase().replace(/[\s.,!?'"]/g, "") === config.safe_word.toLowerCase().replace(/\s/g, "");
}

function exit() {
  round += 1;
  blank();
  onceDrawn(() => {
    hush();
    end();
    askToLeave();
  });
}

function close() {
  wipe();
  askToClose();
}

paint(config.site.colour);
listen((text) => tell({ text }, text), () => showReply([{ type: "text", text: word("no_pictures") }], act));
listenToMenu({
  restart, remove: () => rest(word("deleted")), about: () => show("about"), language: wipe,
  script: (payload, title) => (show("chat"), tell({ payload }, title).focus()),
});
watchShift(exit);
watchIdle(config.idle_minutes, () => isUsed, () => rest());
meet(exit, () => { byId("close-button").hidden = false; }); // without embed.js nothing could take the frame away
if (!isFramed) fitToKeyboard();
byId("exit-button").addEventListener("click", exit);
byId("close-button").addEventListener("click", close);
byId("help-button").addEventListener("click", (event) => {
  event.preventDefault(); // a form for those without scripts; not "submit", which some frames forbid
  if (shown() === "help") show("chat");
  else openHelp();
});
addEventListener("keydown", (event) => event.key === "Escape" && shown() !== "chat" && show("chat"));
addEventListener("pagehide", () => document.body.children.length && rest()); // whoever comes back finds nothing
start();
if (config.site.opens_with === "help") openHelp();

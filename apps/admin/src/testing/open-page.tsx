import type { AdminRouter } from "@tokenledger/api";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { createRoot } from "react-dom/client";
import { onTestFinished, vi } from "vitest";
import { App } from "../app.tsx";
import { createQueryClient } from "../data/query-client.ts";
import { leadToLogin } from "../lead-to-login.ts";
import { createAdminRouter } from "../router.tsx";
import { fakeClient, type Answers, type Call } from "./fake-answers.ts";
import { sampleAnswers } from "./sample-answers.ts";

/** An open page in a test's own document. */
export interface OpenPage {
  /** Change it, and the server answers otherwise from then on. */
  readonly answers: Answers;
  /** What the page asked, in order. */
  readonly calls: readonly Call[];
  /** Path and search of the address. */
  readonly address: () => string;
  readonly text: () => string;
  /** Waits until the page says so. */
  readonly says: (text: string) => Promise<void>;
  /** Waits for a button, link or summary of that name, and clicks it. */
  readonly click: (name: string) => Promise<void>;
  /** Waits for a box with that label, and types into it. */
  readonly type: (label: string, text: string) => Promise<void>;
  /** Waits for a list with that label, and chooses from it. */
  readonly choose: (label: string, value: string) => Promise<void>;
  readonly press: (key: string) => void;
}

/** How long a test waits for what must come, and how often it looks. */
export const PATIENT = { timeout: 60_000, interval: 10 };

/** Rooms have a width and a height, as in a browser: without them no chart is drawn, and no row of a long list. */
const WIDTH = 800;
const HEIGHT = 600;

const nameOf = (element: Element): string =>
  element.getAttribute("aria-label") ?? element.textContent.trim();

const found = <Found extends Element>(element: Found | undefined | null, what: string): Found => {
  if (element === undefined || element === null) {
    throw new Error(`There is no ${what} on the page: ${document.body.textContent}`);
  }
  return element;
};

type Box = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const setValue = (element: Box, value: string): void => {
  // React follows the property of the element itself; set through the class it notices the change.
  const own = [HTMLInputElement, HTMLSelectElement].find((one) => element instanceof one);
  const { prototype } = own ?? HTMLTextAreaElement;
  const property = Object.getOwnPropertyDescriptor(prototype, "value");
  property?.set?.call(element, value);
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
};

const labelled = (label: string): Box => {
  const boxes = Array.from(document.querySelectorAll<Box>("input, select, textarea"));
  const box = boxes.find(
    (one) =>
      one.getAttribute("aria-label") === label ||
      Array.from(one.labels ?? []).some((text) => text.textContent === label),
  );
  return found(box, `box called ${label}`);
};

const click = async (name: string): Promise<void> => {
  const element = await vi.waitFor(() => {
    const all = Array.from(document.querySelectorAll<HTMLElement>("button, a, summary"));
    const last = all.findLast((one) => nameOf(one) === name && !one.hasAttribute("disabled"));
    return found(last, `button called ${name}`);
  }, PATIENT);
  const { form } = element instanceof HTMLButtonElement ? element : { form: null };
  if (form !== null && element.getAttribute("type") === "submit") {
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  } else {
    element.click();
  }
};

const text = (): string => document.body.textContent;

const says = async (expected: string): Promise<void> =>
  vi.waitFor(() => {
    if (!text().includes(expected)) {
      throw new Error(`The page does not say "${expected}": ${text()}`);
    }
  }, PATIENT);

const fill = async (label: string, value: string): Promise<void> => {
  setValue(await vi.waitFor(() => labelled(label), PATIENT), value);
};

const press = (key: string): void => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
};

/** Opens the whole page at an address, in English, over a server made of answers; it is closed with the test. */
export const openPage = (address: string, answers: Answers = sampleAnswers()): OpenPage => {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(
    new DOMRect(0, 0, WIDTH, 300),
  );
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(HEIGHT);
  history.replaceState(null, "", address);
  document.body.innerHTML = "<div></div>";
  const calls: Call[] = [];
  const client = fakeClient(answers, calls);
  const queryClient = createQueryClient(() => {
    leadToLogin(router);
  });
  const trpc = createTRPCOptionsProxy<AdminRouter>({ client, queryClient });
  const router = createAdminRouter({ queryClient, trpc });
  const root = createRoot(found(document.querySelector("div"), "root"));
  root.render(<App client={client} language="en" queryClient={queryClient} router={router} />);
  onTestFinished(() => {
    root.unmount();
    queryClient.clear();
    vi.restoreAllMocks();
    localStorage.clear();
  });
  return {
    answers,
    calls,
    address: () => location.pathname + location.search,
    text,
    says,
    click,
    type: fill,
    choose: fill,
    press,
  };
};

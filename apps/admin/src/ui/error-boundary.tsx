import { Component, type ReactNode } from "react";

interface ErrorBoundaryProps {
  readonly renderFallback: (retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly hasFailed: boolean;
}

/** Keeps a fault of ours inside the piece of the page where it happened; the rest goes on. React logs it to the console. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed
      ? this.props.renderFallback(() => {
          this.setState({ hasFailed: false });
        })
      : this.props.children;
  }
}

# 欠けているもの、仮定したもの

note-more-notes = 以降の注記は省略しました
note-sightings = ログにはこの OOM キルの記録が { $most } 回より多くあります。残りは一覧にありません
note-suppressed = この行の前に、カーネルが { $reports } 件のレポートを省略しています (5 秒間に最大 10 件を出力)。省略された OOM キルは、cgroup とメモリの値がない 1 行だけになります
note-page-size-assumed = ページサイズはログから分かりません。4 KiB と仮定しています
note-no-report = この OOM キルのレポートはありません。カーネルの出力は 5 秒間に最大 10 件で、省略されたか、ログから失われています。cgroup とメモリの値はログにありません
note-trace-missing = レポートの先頭行と数値の間に、カーネルが出力するはずの行 (CPU の行とコールトレース) がログにありません。数値は別の OOM キルのものである可能性があります
note-header-missing = レポートの先頭がログにないため、OOM の発生元 (メモリを要求したプロセス) は不明です
note-header-cut = レポートの最初の行が途中で切れています
note-cgroup-memory-missing = cgroup の使用量と上限はログにありません
note-node-memory-missing = ノードのメモリの値はログにありません
note-counter-cut = メモリのカウンターの行が途中で切れているため、除外しました
note-cgroups-cut = cgroup の名前を示す行が途中で切れています
note-task-rows-unread = タスクの一覧の { $rows } 行は値が欠けているため、除外しました
note-task-rows-most = タスクの一覧は { $most } 行を超えています。残りは除外しました
note-tasks-empty = タスクの一覧に行がありません。一覧に出力するプロセスが残っていなかったか、行がログから失われています
note-tasks-missing = タスクの一覧はログにありません
note-tasks-begin-missing = タスクの一覧の先頭はログにありません
note-tasks-lack-chosen = 選ばれたプロセスがタスクの一覧にないため、一覧の一部がログにありません
note-tasks-cut = ログは、タスクの一覧の途中または直後で途切れています
note-summary-missing = oom-kill: の行がログにないため、この行に出力される制約と cgroup は不明です
note-summary-cut = oom-kill: の行が途中で切れています。その先の内容はログにありません
note-end-missing = レポートが途中で終わっているため、どのプロセスが強制終了されたかはログにありません
note-kill-line-missing = 強制終了の行がログにないため、強制終了されたプロセスのサイズは不明です
note-stats-end = 統計は { $key } で終わっており、残りはログにありません
note-stats-cut = 統計は { $key } で終わっています。カーネル 5.3～6.4 は約 1000 バイトまでしか出力しません。残りは不明であり、0 ではありません
note-lost = ここで { $messages } 件のメッセージがログから失われています。レポートの一部が含まれている可能性があります
note-lost-some = ここでメッセージがログから失われています。レポートの一部が含まれている可能性があります
note-victims-most = { $most } 個を超えるプロセスが強制終了されました。残りは除外しました
note-child-or-thread = カーネルは { $chosen_pid } ({ $chosen }) を選び、プロセス { $pid } ({ $process }) を強制終了しました。前者はこのプロセスのスレッドまたは親プロセスですが、どちらであるかはログからは分かりません
note-child-sacrificed = カーネルはプロセス { $chosen_pid } ({ $chosen }) を選びましたが、代わりにその子プロセス { $pid } ({ $process }) を強制終了しました (5.1 までのカーネルの動作)
note-unit-mended = カーネルはページテーブルのサイズをバイト単位で出力し、kB と表記しています。1024 で割った値を表示しています
note-exiting = プロセス { $pid } ({ $process }) はすでに終了処理中だったため、強制終了されませんでした
note-reap-failed = カーネルはプロセス { $pid } ({ $process }) のメモリを解放できませんでした

## 保持の上限を超えたもの

note-stack-most = このレポートのコールトレースは { $most } 行を超えています。残りは読み込んでいません
note-stats-most = このレポートの cgroup の統計は { $most } 個を超えています。残りは除外しました
note-children-most = このレポートには { $most } 個を超える cgroup の統計があります。残りは合計にのみ含めています
note-mem-info-most = このレポートの Mem-Info には、同じ種類の項目が { $most } 個を超えてあります。残りは除外しました
note-pieces-most = このレポートの 1 行が { $most } 個を超える断片に分かれています。残りはつなげていません
note-joined-most = このレポートの、断片に分かれた 1 行が { $most } を超えています。残りはつなげていません
note-backward-most = 新しい行が先に並ぶログで、このレポートは { $most } 行を超えています。一部の行は除外しました
note-kill-lines-most = 新しい行が先に並ぶログで、このレポートの強制終了の行は { $most } 行を超えています。残りは除外しました
note-members-most = 新しい行が先に並ぶログで、このグループの強制終了は { $most } 個を超えるプロセスに及んでいます。一部は個別の OOM キルとして表示しています
note-doubt-most = 別のレポートが始まった可能性のある箇所の後に、{ $most } 行を超える行が続いています。別のレポートであるかどうかは調べていません
note-habits-most = このノードのレポートには { $most } 種類を超える行があります。ログから行が失われている箇所では、2 つのレポートが 1 つとして表示されている可能性があります
note-streams-most = このログには { $most } 個を超えるノード、起動、または呼び出し元が交互に書き込んでいるため、このレポートを途中で終えました。欠けている部分はログにある可能性があります

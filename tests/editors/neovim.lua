-- Opens a file in Neovim, waits for the findings, takes the fix that is preferred, then all of them, and saves the file.
local function fail(what)
  io.stderr:write("Neovim: " .. what .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, happened)
  if not vim.wait(60000, happened, 50) then
    fail("no " .. what .. " came")
  end
end

local function diagnostics()
  return #vim.diagnostic.get(0)
end

-- Takes one of the offers at the cursor, as somebody does who chooses it in the list.
local function take(what, is_wanted)
  local found, before = false, vim.api.nvim_buf_get_changedtick(0)
  vim.ui.select = function(offers, _, choose)
    for _, offer in ipairs(offers) do
      if not found and is_wanted(offer[2]) then
        found = true
        choose(offer)
      end
    end
  end
  vim.lsp.buf.code_action()
  wait(what, function()
    return found and vim.api.nvim_buf_get_changedtick(0) > before
  end)
end

vim.cmd("edit " .. vim.env.TRIED_FILE)
wait("diagnostic", function()
  return diagnostics() > 0
end)
local count, first = diagnostics(), vim.diagnostic.get(0)[1]
for _, each in ipairs(vim.diagnostic.get(0)) do
  local text = vim.fn.getline(each.lnum + 1):sub(each.col + 1, each.end_col)
  print(("found %d %s %s\n"):format(each.lnum + 1, each.code, text))
end
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
take("fix", function(offer)
  return offer.isPreferred
end)
wait("diagnostic after a fix", function()
  return diagnostics() < count
end)
first = vim.diagnostic.get(0)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
take("fix of the whole file", function(offer)
  return offer.kind == "source.fixAll.openrouter"
end)
wait("end of the diagnostics", function()
  return diagnostics() == 0
end)
vim.cmd("write")
vim.cmd("qall")
